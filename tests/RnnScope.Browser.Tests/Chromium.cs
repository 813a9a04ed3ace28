using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>The browser that this machine has; none is downloaded.</summary>
internal static class Chromium
{
    // First the shell without windows, in which these tests take two thirds of the time.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];

    // The program itself rather than the wrapper in front of it, which adds flags of the distribution.
    private static readonly string[] Places =
    [
        "/usr/lib/chromium/chromium-headless-shell",
        "/usr/lib/chromium/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application", "chrome.exe"),
    ];

    // A container has no sandbox to offer; the pages come from this very process. The rest keeps the browser from calling home.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Starts it.</summary>
    public static Task<IBrowser> Launch(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Headless = true, Args = Flags });

    private static string Find()
    {
        string? chosen = Environment.GetEnvironmentVariable("CHROMIUM");
        IEnumerable<string> onPath = from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                                     from name in Names
                                     select Path.Combine(folder, name);
        IEnumerable<string> candidates = string.IsNullOrEmpty(chosen) ? Places.Concat(onPath) : [chosen];
        return candidates.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "These tests need Chromium: install it (Debian: apt-get install chromium-headless-shell fonts-dejavu-core), or name one in the environment variable CHROMIUM.");
    }
}
