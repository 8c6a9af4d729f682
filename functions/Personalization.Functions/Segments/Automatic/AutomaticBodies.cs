using System.Text.Json;
using Personalization.Events;
using Personalization.Segments.Automatic;

namespace Personalization.Functions.Segments.Automatic;

/// <summary>Segments that were found, on the wire.</summary>
internal sealed record AutomaticBody(string At, int Customers, double? Silhouette, string? Note, IReadOnlyList<AutomaticSegmentBody> Segments)
{
    public static AutomaticBody From(AutomaticFindings found) => new(
        EventCodec.Text(found.At), found.Customers, found.Silhouette is { } clear ? Math.Round(clear, 3) : null, found.Note, [.. found.Segments.Select(AutomaticSegmentBody.From)]);
}

/// <summary>A segment that was found.</summary>
internal sealed record AutomaticSegmentBody(string Id, string Method, string Name, string Description, JsonElement Rule, int People, double Share, double Agreement)
{
    public static AutomaticSegmentBody From(AutomaticSegment one) => new(
        one.Id, one.Method, one.Name, one.Description, JsonElement.Parse(one.Rule), one.People, Math.Round(one.Share, 4), Math.Round(one.Agreement, 3));
}

/// <summary>Under which id and name to keep one.</summary>
internal sealed record SaveAutomaticBody(string? Id, string? Name);
