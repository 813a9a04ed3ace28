using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>Who comes for the first time is shown around, once.</summary>
[Collection(SiteCollection.Name)]
public sealed class TourTests(Site site)
{
    [Fact]
    public Task FirstVisit_OffersATour_ThatKeysWalkThrough_AndIsNotOfferedAgain() => site.Visit("", async reader =>
    {
        ILocator tour = reader.Part("tour");
        await Assertions.Expect(tour).ToContainTextAsync("New here?");
        await tour.GetByRole(AriaRole.Button, new() { Name = "Show me" }).ClickAsync();
        HashSet<string> panels = [];
        for (int stop = 1; stop <= 7; stop++)
        {
            await Assertions.Expect(tour).ToContainTextAsync($"{stop} of 7");
            // What is spoken of is there, and marked.
            await Assertions.Expect(reader.Page.Locator(".toured")).ToHaveCountAsync(1);
            panels.Add(await reader.Selection("panel"));
            if (stop == 7) break;
            await tour.GetByRole(AriaRole.Button, new() { Name = "Next" }).FocusAsync();
            await reader.Press("Enter");
        }

        Assert.Equal("errors memory units", string.Join(' ', panels.Order()));
        await reader.Press("Escape");
        await Assertions.Expect(tour).ToHaveCountAsync(0);
        await Assertions.Expect(reader.Page.Locator(".toured")).ToHaveCountAsync(0);

        await reader.Page.GotoAsync("about:blank");
        await reader.Page.GotoAsync(site.Address.AbsoluteUri);
        await reader.Coloured();
        await Assertions.Expect(tour).ToHaveCountAsync(0);
        await reader.Press("?");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Take the tour" }).ClickAsync();
        await Assertions.Expect(tour).ToContainTextAsync("1 of 7");
    });

    [Fact]
    public Task Link_ToAView_ShowsItWithoutOfferingATour() => site.Visit($"run={Site.Run}&unit=3", async reader =>
        await Assertions.Expect(reader.Part("tour")).ToHaveCountAsync(0));
}
