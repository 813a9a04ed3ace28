namespace RnnScope.Study.Page;

/// <summary>Puts the sections of a report on one page that needs nothing but itself.</summary>
internal static class ReportPage
{
    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="lead">The paragraph below it.</param>
    /// <param name="sections">The sections with what they show.</param>
    /// <param name="foot">How it was made.</param>
    public static string Of(string title, Html lead, IReadOnlyList<(StudySection Section, SectionBuilder Content)> sections, Html foot)
    {
        Html contents = Html.Join(sections.Select(pair => Html.Of($"<li><a href=\"#{pair.Section.Id}\">{pair.Section.Question}</a> <span>{pair.Section.Name}{IsMissing(pair.Content)}</span></li>\n")));
        Html body = Html.Join(sections.Select(pair => One(pair.Section, pair.Content)));
        // The policy is a promise to the reader: nothing on this page can ask for anything elsewhere, and nothing runs.
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
            <title>{title}</title>
            <style>
            {new Html(StyleSheet.Text)}</style>
            </head>
            <body>
            <header>
            <h1>{title}</h1>
            {lead}
            <nav aria-label="Contents">
            <ol>
            {contents}</ol>
            </nav>
            </header>
            <main>
            {body}</main>
            <footer>{foot}</footer>
            </body>
            </html>

            """).Markup;
    }

    private static Html One(StudySection section, SectionBuilder content)
    {
        Html caveats = section.Caveats.Count == 0 ? Html.Empty
            : Html.Of($"<ul>{Html.Join(section.Caveats.Select(caveat => Html.Of($"<li>{caveat}</li>")))}</ul>\n");
        Html page = section.Page.Length == 0 ? Html.Empty : Html.Of($" More in <code>docs/{section.Page}</code>.");
        return Html.Of($"""
            <section id="{section.Id}" aria-labelledby="{section.Id}-question">
            <p class="name">{section.Name}</p>
            <h2 id="{section.Id}-question">{section.Question}</h2>
            {content.Body}<div class="about">
            <p>{section.Method}{page}</p>
            {caveats}</div>
            </section>

            """);
    }

    private static string IsMissing(SectionBuilder content) => content.Skipped.Count > 0 && content.Figures.Count == 0 ? ", left out" : "";
}
