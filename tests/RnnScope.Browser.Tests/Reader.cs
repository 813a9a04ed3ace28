using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RnnScope.Browser.Tests;

/// <summary>Somebody who reads the page.</summary>
internal sealed class Reader(IPage page)
{
    // Where the cell of a character is, on the page and in the canvas behind it. Lines are set in pieces of whole cells.
    private const string CellOf = """
        (position) => {
          const text = document.querySelector('[data-testid=text]');
          const pieces = [...text.querySelectorAll('.line span[data-position]')];
          const piece = pieces.findLast((candidate) => Number(candidate.dataset.position) <= position);
          if (!piece) return null;
          const range = document.createRange();
          const node = piece.firstChild;
          const skipped = [...node.data].slice(0, position - Number(piece.dataset.position)).join('').length;
          range.setStart(node, skipped);
          range.setEnd(node, Math.min(node.length, skipped + 1));
          const box = range.getBoundingClientRect();
          const line = piece.parentElement.getBoundingClientRect();
          return { x: box.left, y: line.top, width: box.width, height: line.height, text: node.data.slice(skipped, skipped + 1) };
        }
        """;

    public IPage Page => page;

    public ILocator Part(string testId) => page.GetByTestId(testId);

    /// <summary>Waits until the characters at the top have their colours, and what stands beside them is there.</summary>
    public Task Coloured() => page.WaitForFunctionAsync(
        "() => window.rnnscope && document.querySelector('[data-testid=text] .line') && rnnscope.colourAt(Number(document.querySelector('[data-testid=text] .line').dataset.position)) !== '' && !document.querySelector('.page[aria-busy=true]')");

    /// <summary>Waits until every strip knows what its predictions look back at.</summary>
    public Task Remembered() => page.WaitForFunctionAsync(
        "() => document.querySelector('[data-testid=strip]') && !document.querySelector('[data-testid=strip].waiting')");

    /// <summary>Waits until the passage is shown in the colours of the chosen snapshot.</summary>
    public Task Grown() => page.WaitForFunctionAsync("() => document.querySelector('[data-testid=passage]:not(.waiting), [data-testid=training] .empty code')");

    /// <summary>Waits until two networks have been compared.</summary>
    public Task Compared() => page.WaitForFunctionAsync(
        "() => document.querySelector('[data-testid=compare] .line') && document.querySelector('[data-testid=matches] li button') && !'–'.includes(document.querySelector('[data-testid=other-nats]')?.textContent.trim() ?? '–')");

    /// <summary>Waits until both samples are those that the controls ask for.</summary>
    public Task Written() => page.WaitForFunctionAsync(
        "() => document.querySelector('[data-testid=sample] .papers:not(.old)') && [...document.querySelectorAll('[data-testid=sample] .paper')].every((paper) => paper.querySelector('.prompt'))");

    /// <summary>Waits for what the address asks for.</summary>
    public Task Ready(string hash) => hash.Contains("view=memory", StringComparison.Ordinal) ? Remembered()
        : hash.Contains("view=training", StringComparison.Ordinal) ? Grown()
        : hash.Contains("view=compare", StringComparison.Ordinal) ? Compared()
        : hash.Contains("view=sample", StringComparison.Ordinal) ? Written()
        : Coloured();

    /// <summary>The colour that the page says a character has.</summary>
    public async Task<Colour> ColourAt(int position) =>
        Colour.Parse(await page.EvaluateAsync<string>("(position) => rnnscope.colourAt(position)", position));

    /// <summary>The colours of a stretch of the text, as one string; for comparing views.</summary>
    public Task<string> Colours(int from, int count) => page.EvaluateAsync<string>(
        $"() => Array.from({{ length: {count} }}, (_, i) => rnnscope.colourAt({from} + i)).join(' ')");

    /// <summary>The colour that the canvas behind the text really has in the corner of a character's cell.</summary>
    public async Task<Colour> PixelAt(int position) => Colour.Parse(await page.EvaluateAsync<string>($$"""
        (position) => {
          const cell = ({{CellOf}})(position);
          const canvas = document.querySelector('[data-testid=text] canvas');
          const box = canvas.getBoundingClientRect();
          const ratio = canvas.width / box.width;
          const [x, y] = [(cell.x - box.left + 2) * ratio, (cell.y - box.top + 2) * ratio];
          const copy = new OffscreenCanvas(1, 1).getContext('2d'); // reading the original again and again would slow it down
          copy.drawImage(canvas, -Math.floor(x), -Math.floor(y));
          const [r, g, b] = copy.getImageData(0, 0, 1, 1).data;
          return `rgb(${r}, ${g}, ${b})`;
        }
        """, position));

    /// <summary>Clicks on a character.</summary>
    public async Task ClickOn(int position)
    {
        Cell cell = await CellAt(position);
        await page.Mouse.ClickAsync(cell.Left + 3, cell.Middle);
    }

    /// <summary>Drags the pointer over characters [from, to).</summary>
    public async Task Brush(int from, int to)
    {
        Cell first = await CellAt(from), last = await CellAt(to - 1);
        await page.Mouse.MoveAsync(first.Left + 1, first.Middle);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(last.Left + last.Width - 1, last.Middle, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    private async Task<Cell> CellAt(int position)
    {
        JsonElement cell = JsonDocument.Parse(await page.EvaluateAsync<string>($"(position) => JSON.stringify(({CellOf})(position))", position)).RootElement;
        return new Cell(Number("x"), Number("y") + Number("height") / 2, Number("width"));

        float Number(string name) => (float)cell.GetProperty(name).GetDouble();
    }

    public Task Press(string key) => page.Keyboard.PressAsync(key);

    public Task<string> Selection(string property) =>
        page.EvaluateAsync<string>("(property) => String(rnnscope.selection[property])", property);

    /// <summary>Waits until the selection has this value.</summary>
    public Task Selected(string property, string value) => page.WaitForFunctionAsync(
        "([property, value]) => String(rnnscope.selection[property]) === value", new[] { property, value });

    /// <summary>Waits until the address has this in it; looks again and again, because an address that changes while one begins to wait is missed.</summary>
    public Task Addressed(string pattern) => Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = 10_000 });

    public Task<int> Elements() => page.EvaluateAsync<int>("() => document.querySelectorAll('*').length");

    /// <summary>The text on screen as it is shown, line by line.</summary>
    public Task<string> Shown() => page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('[data-testid=text] .line')].map((line) => line.textContent).join('\\n')");

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a character is on the page.</summary>
    private readonly record struct Cell(float Left, float Middle, float Width);
}

/// <summary>Red, green, blue, 0 to 255.</summary>
internal readonly record struct Colour(int Red, int Green, int Blue)
{
    /// <summary>Above zero where it is red, below where it is blue.</summary>
    public int Warmth => Red - Blue;

    public static Colour Parse(string css)
    {
        int[] channels = [.. css[4..^1].Split(',').Select(channel => int.Parse(channel, CultureInfo.InvariantCulture))];
        return new Colour(channels[0], channels[1], channels[2]);
    }
}
