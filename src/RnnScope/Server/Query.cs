using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RnnScope.Server;

/// <summary>Reads the parameters of a request.</summary>
internal static class Query
{
    /// <summary>The most numbers of one answer: 16 MB.</summary>
    public const int MostNumbers = 1 << 22;

    /// <summary>A whole number.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="absent">What its absence means; null when it must be there.</param>
    public static long Number(HttpRequest request, string name, long? absent = null)
    {
        string text = request.Query[name].ToString();
        if (text.Length == 0 && absent is { } value) return value;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new Problem(400, $"'{name}' is no whole number", $"expected {name}=0 or the like, found '{text}'");
    }

    /// <summary>A whole number within bounds.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="least">The least that it can be.</param>
    /// <param name="most">The most that it can be.</param>
    /// <param name="absent">What its absence means.</param>
    public static int Between(HttpRequest request, string name, int least, int most, int absent)
    {
        long number = Number(request, name, absent);
        return number >= least && number <= most
            ? (int)number
            : throw new Problem(400, $"'{name}' is out of range", $"expected {least} to {most}, found {number}");
    }

    /// <summary>A text that must be there.</summary>
    public static string Text(HttpRequest request, string name)
    {
        string text = request.Query[name].ToString();
        return text.Length > 0 ? text : throw new Problem(400, $"'{name}' is missing", $"expected {name}=..., found nothing");
    }

    /// <summary>An index that must be in range.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="what">What it is the index of.</param>
    /// <param name="count">How many there are.</param>
    public static int Index(HttpRequest request, string name, string what, int count)
    {
        long number = Number(request, name);
        return number >= 0 && number < count
            ? (int)number
            : throw new Problem(404, $"there is no {what} {number}", $"expected 0 to {count - 1}, found {number}");
    }

    /// <summary>The stretch from..from+count, cut to the text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="characters">N of the text.</param>
    /// <param name="width">Numbers per character of the answer, which must not get too large.</param>
    public static (int From, int Count) Stretch(HttpRequest request, int characters, int width)
    {
        long from = Number(request, "from", 0), count = Number(request, "count", characters);
        if (count < 0) throw new Problem(400, "'count' is negative", $"expected 0 or more, found {count}");
        long first = Math.Clamp(from, 0, characters);
        long end = Math.Clamp(from > long.MaxValue - count ? long.MaxValue : from + count, first, characters);
        if ((end - first) * width > MostNumbers)
        {
            throw new Problem(
                400, "the answer would be too large",
                $"expected at most {MostNumbers / width} characters of {width} numbers each, found {end - first}: ask for less at a time");
        }

        return ((int)first, (int)(end - first));
    }
}
