using System.Text.RegularExpressions;

namespace RnnScope.Analysis.Features.Expressions;

/// <summary>A regular expression: 1 at the symbols of its matches.</summary>
/// <remarks>
/// Matches do not overlap and are looked for from the beginning of the text. If the expression has groups that capture, only what
/// they captured counts. With <see cref="EndOnly"/> the last symbol alone counts, the one at which a reader who does not look
/// ahead can know. An empty match has no symbols.
/// </remarks>
internal sealed record RegexNode(Regex Regex, bool EndOnly) : ExpressionNode(PropertyKind.Binary)
{
    /// <summary>Reads a regular expression of .NET that needs no backtracking.</summary>
    /// <param name="token">The token.</param>
    /// <param name="time">How long one match may take.</param>
    public static RegexNode Of(ExpressionToken token, TimeSpan time)
    {
        RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        bool endOnly = false;
        for (int i = 0; i < token.Flags.Length; i++)
        {
            char flag = token.Flags[i];
            if (token.Flags.AsSpan(0, i).Contains(flag)) throw Wrong($"the flag '{flag}' is given twice", "");
            if (flag == 'e') endOnly = true;
            else options |= flag switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                _ => throw Wrong($"unknown flag '{flag}'", "i: capitals do not matter; m: ^ and $ at every line; s: . is a line feed, too; e: only the last symbol of a match"),
            };

            PropertyException Wrong(string problem, string hint) =>
                new(problem, hint, token.Column + token.Written.Length - token.Flags.Length + i);
        }

        if (token.Value.Length == 0) throw new PropertyException("expected a regular expression between the slashes, found nothing", "write /[0-9]+/", token.Column);
        try
        {
            return new RegexNode(new Regex(token.Value, options, time), endOnly);
        }
        catch (RegexParseException e)
        {
            // "Invalid pattern 'a(' at offset 2. Not enough )'s."
            int reason = e.Message.LastIndexOf($"{e.Offset}. ", StringComparison.Ordinal);
            string why = reason < 0 ? e.Error.ToString() : e.Message[(reason + $"{e.Offset}. ".Length)..].TrimEnd('.');
            throw new PropertyException($"the regular expression cannot be read: {why}", "", token.Column + 1 + Math.Min(e.Offset, token.Value.Length), e);
        }
        catch (NotSupportedException e)
        {
            bool isLarge = e.Message.Contains("automat", StringComparison.Ordinal);
            throw new PropertyException(
                isLarge ? "the regular expression repeats too much" : "the regular expression looks around or back, which could take forever",
                isLarge ? "use smaller numbers in {n,m}" : @"no (?=...) (?<=...) (?>...) or \1 here; to mark a part of a match put it in a group: /say (\w+)/",
                token.Column, e);
        }
    }

    public override float[] Measure(ScannedText text, WorkLimit limit)
    {
        float[] track = new float[text.Length];
        try
        {
            if (Regex.GetGroupNumbers().Length > 1) MarkGroups(text.Matched, track, limit);
            else MarkMatches(text.Matched, track, limit);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw limit.Exceeded(e);
        }

        return track;
    }

    private void MarkMatches(MatchedText text, float[] track, WorkLimit limit)
    {
        foreach (ValueMatch match in Regex.EnumerateMatches(text.Text))
        {
            // At every one: each may have read the whole rest of the text.
            limit.Check();
            Mark(text, match.Index, match.Length, track);
        }
    }

    private void MarkGroups(MatchedText text, float[] track, WorkLimit limit)
    {
        for (Match match = Regex.Match(text.Text); match.Success; match = match.NextMatch())
        {
            limit.Check();
            for (int i = 1; i < match.Groups.Count; i++)
            {
                if (match.Groups[i].Success) Mark(text, match.Groups[i].Index, match.Groups[i].Length, track);
            }
        }
    }

    private void Mark(MatchedText text, int index, int length, float[] track)
    {
        if (length == 0) return;
        (int from, int to) = text.Symbols(index, length);
        track.AsSpan(EndOnly ? to - 1 : from, EndOnly ? 1 : to - from).Fill(1);
    }
}
