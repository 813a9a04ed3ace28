namespace RnnScope.Runs;

/// <summary>A unit that was found to track a property, as analyses/cells.json and the viewer have it.</summary>
/// <param name="Property">What it tracks.</param>
/// <param name="Site">Its site.</param>
/// <param name="Unit">Its index within the site.</param>
/// <param name="Score">How well, on text it was not picked on.</param>
/// <param name="Measure">What the score is, in words.</param>
/// <param name="Evidence">What speaks for it.</param>
internal sealed record Finding(string Property, string Site, int Unit, double Score, string Measure, FindingEvidence? Evidence = null);

/// <summary>What speaks for a finding; docs/cells.md explains it.</summary>
/// <param name="IsHigh">Whether the unit is high, rather than low, where the property is.</param>
/// <param name="Low">The lower end of the score's interval; null where the text is too short for one.</param>
/// <param name="High">The upper end.</param>
/// <param name="Chance">What the best of all units reaches by chance.</param>
/// <param name="Corrected">The share of false claims among all that are as far from chance (q).</param>
/// <param name="Twin">The score of the untrained twin's best unit; null without one.</param>
/// <param name="Learned">Whether the unit beats the twin's.</param>
internal sealed record FindingEvidence(bool IsHigh, double? Low, double? High, double Chance, double Corrected, double? Twin, bool Learned);
