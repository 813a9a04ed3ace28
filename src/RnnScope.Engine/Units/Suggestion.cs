namespace RnnScope.Engine.Units;

/// <summary>Finds the known word that was probably meant.</summary>
public static class Suggestion
{
    /// <summary>"did you mean 'x'?", or the fallback when nothing is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been meant.</param>
    /// <param name="fallback">What to say when nothing is near.</param>
    public static string For(string word, IEnumerable<string> known, string fallback = "")
    {
        string? best = null;
        // One edit in three letters; a single letter is like any other.
        int bestDistance = (word.Length < 2 ? 0 : Math.Max(1, word.Length / 3)) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(word, candidate);
            if (distance >= bestDistance) continue;
            (best, bestDistance) = (candidate, distance);
        }
        return best is null ? fallback : $"did you mean '{best}'?";
    }

    /// <summary>Edits from one word to another: insert, delete, replace, swap neighbours.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8) return int.MaxValue;
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
