using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about properties that people type, and how all units go with them.</summary>
internal static class RankingEndpoints
{
    private const int DefaultUnits = 50, MostUnits = 1000;

    // With 19 shifts, the best of them is beaten by chance once in twenty times.
    private const int Shifts = 19;

    // A shorter text has no shifts that are far from each other.
    private const int FewestCharacters = 1000;

    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        const string Text = "/api/runs/{run}/texts/{text}/";
        routes.MapGet(Text + "properties", context =>
        {
            TextView text = View(context);
            return library.Scans.Answer(context, _ => text.Properties.Fitting);
        });
        routes.MapGet(Text + "ranking", context =>
        {
            TextView text = View(context);
            int top = Query.Between(context.Request, "top", 1, MostUnits, DefaultUnits);
            string source = context.Request.Query["property"].ToString();
            RankedText units = library.Rankings.Of(text.Trace);
            return library.Scans.Answer(context, cancellation => Rank(text, units, source, top, cancellation));
        });
        routes.MapGet(Text + "ranking/chance", context =>
        {
            TextView text = View(context);
            string source = Query.Text(context.Request, "property");
            RankedText units = library.Rankings.Of(text.Trace);
            return library.Scans.Answer(context, cancellation => Shift(Property(text, source, cancellation), units, cancellation));
        });
        routes.MapGet(Text + "track", async context =>
        {
            TextView text = View(context);
            string source = Query.Text(context.Request, "property");
            (int from, int count) = Query.Stretch(context.Request, text.Trace.Characters, 1);
            TextProperty property = await Task.Run(() => Property(text, source, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
            await Endpoints.Binary(context, MemoryMarshal.AsBytes(property.Track.AsSpan(from, count)).ToArray()).ConfigureAwait(false);
        });

        routes.MapGet(Text + "density", async context =>
        {
            TextView text = View(context);
            string source = Query.Text(context.Request, "property");
            int parts = Query.Between(context.Request, "parts", 1, LongTextEndpoints.MostParts, LongTextEndpoints.DefaultParts);
            TextProperty property = await Task.Run(() => Property(text, source, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
            await Endpoints.Binary(context, MemoryMarshal.AsBytes<float>(Density(property.Track, parts)).ToArray()).ConfigureAwait(false);
        });

        TextView View(HttpContext context) => library.Find(Endpoints.Route(context, "run")).Text(Endpoints.Route(context, "text"));
    }

    private static RankingInfo Rank(TextView text, RankedText units, string source, int top, CancellationToken cancellation)
    {
        RankingInfo info = new() { Characters = text.Trace.Characters };
        TextProperty? property = null;
        try
        {
            if (source.Length > 0) property = text.Properties.Of(source, cancellation);
        }
        catch (PropertyException e)
        {
            info = info with { Mistake = new MistakeInfo(e.Message, e.Hint, e.Column) };
        }

        if (property is not null) info = info with { Property = PropertyInfo.Of(property) };
        if (!units.Ranked.IsCompleted) return info with { Preparing = units.Done };
        RankedUnits ready = units.Ranked.GetAwaiter().GetResult();
        return info with { Positions = ready.Positions, Units = ready.Units, Ranked = property is null ? [] : ready.Rank(property, top) };
    }

    /// <summary>What the best of all units reaches where the property has nothing to do with the text.</summary>
    private static object Shift(TextProperty property, RankedText units, CancellationToken cancellation)
    {
        if (!units.Ranked.IsCompleted) throw new Problem(409, "the units are not ready", "expected the ranking to be there first");
        RankedUnits ready = units.Ranked.GetAwaiter().GetResult();
        float[] track = property.Track;
        if (track.Length < FewestCharacters) return new { shifts = 0, best = (double?)null };
        double best = 0;
        for (int shift = 1; shift <= Shifts; shift++)
        {
            cancellation.ThrowIfCancellationRequested();
            int by = (int)((long)track.Length * shift / (Shifts + 1));
            float[] shifted = [.. track.AsSpan(by), .. track.AsSpan(0, by)];
            foreach (RankedUnit unit in ready.Rank(property with { Track = shifted }, 1)) best = Math.Max(best, Math.Abs(unit.Score));
        }

        return new { shifts = Shifts, best = (double?)best };
    }

    /// <summary>The mean of a property over equal parts of its text, where it counts; NaN where it does not.</summary>
    private static float[] Density(float[] track, int parts)
    {
        float[] means = new float[parts];
        for (int part = 0; part < parts; part++)
        {
            int from = (int)((long)track.Length * part / parts), to = Math.Max(from + 1, (int)((long)track.Length * (part + 1) / parts));
            (double sum, int count) = (0, 0);
            foreach (float value in track.AsSpan(from..Math.Min(to, track.Length)))
            {
                if (!float.IsNaN(value)) (sum, count) = (sum + value, count + 1);
            }

            means[part] = (float)(sum / count);
        }

        return means;
    }

    private static TextProperty Property(TextView text, string source, CancellationToken cancellation)
    {
        try
        {
            return text.Properties.Of(source, cancellation);
        }
        catch (PropertyException e)
        {
            throw new Problem(400, "there is no such property", e.Hint.Length > 0 ? $"{e.Message}: {e.Hint}" : e.Message);
        }
    }

    /// <summary>A ranking as docs/contract.md has it.</summary>
    private sealed record RankingInfo
    {
        public MistakeInfo? Mistake { get; init; }

        public PropertyInfo? Property { get; init; }

        public double? Preparing { get; init; }

        public int Characters { get; init; }

        public int Positions { get; init; }

        public int Units { get; init; }

        public IReadOnlyList<RankedUnit> Ranked { get; init; } = [];
    }

    private sealed record MistakeInfo(string Message, string Hint, int Column);
}
