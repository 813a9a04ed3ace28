namespace RnnScope.Figures;

/// <summary>A colour by its part in a figure: fixed in a file of its own, the reader's choice of light or dark on a page.</summary>
/// <param name="Name">Its name in classes and custom properties.</param>
/// <param name="Light">The colour on white.</param>
/// <param name="Dark">The colour on a dark page.</param>
internal readonly record struct Paint(string Name, string Light, string Dark);
