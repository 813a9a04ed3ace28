namespace RnnScope.Analysis.Cells;

/// <summary>The unit that tracks a property best.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Site">The unit's site, as in <c>layers.0.c</c>.</param>
/// <param name="Unit">Its index within the site.</param>
/// <param name="PickedOn">Its score on the text it was picked on; too good by the choice among many units.</param>
/// <param name="HeldOut">Its score on text that was not used to pick it. This is the one to report.</param>
/// <param name="Measure">What the scores are, in words.</param>
public sealed record UnitFinding(string Property, string Site, int Unit, double PickedOn, double HeldOut, string Measure);
