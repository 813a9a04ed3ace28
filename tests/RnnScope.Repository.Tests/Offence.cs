namespace RnnScope.Repository.Tests;

/// <summary>One place that breaks a rule of the house, and what to do about it.</summary>
internal sealed record Offence(string Path, int Line, string WhatToDo)
{
    public override string ToString() => $"{Path}:{Line}: {WhatToDo}";

    /// <summary>Fails with every offender at once, so that one run is enough to mend them all.</summary>
    public static void AssertNone(IEnumerable<Offence> offences)
    {
        string[] lines = [.. offences.Select(offence => offence.ToString())];
        Assert.True(lines.Length == 0, $"{lines.Length} place(s) break a rule of the house:\n  {string.Join("\n  ", lines)}");
    }

    /// <summary>Fails unless a planted repository breaks the rule in exactly these places, written "path:line".</summary>
    public static void AssertAt(IEnumerable<Offence> offences, params string[] places) =>
        Assert.Equal(places, offences.Select(offence => $"{offence.Path}:{offence.Line}").Order(StringComparer.Ordinal));
}
