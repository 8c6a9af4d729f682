using Personalization.Audiences;
using Personalization.Functions.Segments;
using Personalization.Segments.Population;

namespace Personalization.Functions.Audiences;

/// <summary>Members who are on no list, by why.</summary>
internal sealed record WithheldBody(long Objected, long NoConsent, long NoIdentifier);

/// <summary>A segment as an audience. Of one that comes along and is not stored, or has changed since the newest pass, nobody is counted.</summary>
internal sealed record AudienceBody(string Segment, string Name, bool Stored, long? Members, long? Exportable, long? WithEmail, long? WithPhone, WithheldBody? Withheld)
{
    public static AudienceBody From(WrittenSegment written, AudienceSize? size) => new(
        written.Segment.Id, written.Segment.Name, written.Line.Version > 0, size?.Members, size?.Reachable, size?.WithEmail, size?.WithPhone,
        size is null ? null : new WithheldBody(size.Objected, size.NoConsent, size.NoIdentifier));

    public static AudienceSize? SizeOf(WrittenSegment written, SegmentNumbers? numbers) =>
        SegmentLineBody.CountOf(written, numbers) is null ? null : AudienceSize.Of(numbers!.Segments.GetValueOrDefault(written.Segment.Id) ?? SegmentCount.Nobody);
}

/// <summary>All audiences, when people were last counted, and the networks that there are lists for.</summary>
internal sealed record AudienceListBody(IReadOnlyList<AudienceBody> Audiences, string? AsOf, IReadOnlyList<string> Networks);
