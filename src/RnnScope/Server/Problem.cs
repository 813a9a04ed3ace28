namespace RnnScope.Server;

/// <summary>A request that cannot be answered: becomes <c>application/problem+json</c>.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="title">What is wrong.</param>
/// <param name="detail">What was expected, what was found, what to do.</param>
internal sealed class Problem(int status, string title, string detail) : Exception(title)
{
    public int Status { get; } = status;

    public string Detail { get; } = detail;

    /// <summary>Something of that name is not here.</summary>
    public static Problem Missing(string what, string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string suggestion = Engine.Units.Suggestion.For(name, names);
        string all = names.Length == 0 ? "there are none" : $"expected one of {string.Join(", ", names)}";
        return new Problem(404, $"there is no {what} '{name}'", suggestion.Length == 0 ? all : $"{suggestion} ({all})");
    }
}
