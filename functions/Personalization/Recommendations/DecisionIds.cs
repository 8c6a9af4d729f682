using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Personalization.Events.Decisions;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Names decisions by all that they are made from: the same inputs have the same name.</summary>
internal sealed class DecisionIds
{
    private readonly ArrayBufferWriter<byte> buffer = new(512);

    /// <summary>The decision, and its name as events echo it.</summary>
    public (DecisionId Decision, string Name) Of(RecommendationRequest request, RecommendationContext context, Strategy strategy)
    {
        buffer.ResetWrittenCount();
        Add(request.Strategy);
        Add(request.ProductId);
        Add(request.Limit);
        Add((request.UseFallback ? 1 : 0) | (request.DropSeen ? 2 : 0) | (request.ExcludeCurrent is null ? 0 : request.ExcludeCurrent is true ? 4 : 8));
        Add(request.Cart);
        Add(request.Session);
        Add(request.Exclude);
        Add(request.Category);
        Add(request.Fits);
        foreach (int part in decimal.GetBits(request.MaxPrice ?? -1)) Add(part);
        Add(request.Segment);
        Add(request.Place);
        Add((int)request.Window);
        Add(BitConverter.DoubleToInt64Bits(request.Diversity));
        Add(BitConverter.DoubleToInt64Bits(request.Freshness));
        Add(BitConverter.DoubleToInt64Bits(request.Novelty));
        Add((int)request.Content);
        Add(request.Season);
        Add(request.Weather);
        Add(request.Placement);
        Add(context.Merchandiser?.Version);
        Add(context.Profile);
        Add(context.Visitor?.Segments);
        Add(context.At.UtcTicks);
        Add(context.Shelf.Catalog.Version);
        Add(context.Shelf.Model.Version);
        Add(context.Shelf.Ranking.Version);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, hash);
        DecisionId decision = new(BinaryPrimitives.ReadUInt64BigEndian(hash), context.At, strategy.Name, request.Placement ?? "");
        return (decision, context.Signer?.Create(decision) ?? string.Concat("d-", Convert.ToHexStringLower(hash[..12])));
    }

    private void Add(Profile? profile)
    {
        Add(profile?.Key.Value);
        if (profile is null) return;
        Add(profile.LastSeen?.UtcTicks ?? 0);
        Add(profile.Seen.Events.Count);
        Add(profile.Interactions.IsEmpty ? 0 : (long)profile.Interactions[0].Id);
        Add(profile.Interactions.Length);
    }

    private void Add(IReadOnlyList<string>? texts)
    {
        Add(texts?.Count ?? -1);
        for (int at = 0; at < (texts?.Count ?? 0); at++) Add(texts![at]);
    }

    // Each text with its length: ids may hold any character, so none can stand between them.
    private void Add(string? text)
    {
        Add(text?.Length ?? -1);
        if (text is not null) Encoding.UTF8.GetBytes(text, buffer);
    }

    private void Add(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), number);
        buffer.Advance(sizeof(long));
    }
}
