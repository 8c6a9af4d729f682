using Personalization.Events;

namespace Personalization.Privacy.Erasure;

/// <summary>Events that stand in the lake in place of those of somebody who was erased: they count, but belong to nobody.</summary>
public static class ErasedEvents
{
    /// <summary>What their ids begin with. Storage format.</summary>
    internal const string Mark = "~";

    private const int IdLength = 11;

    /// <summary>Whether it is one. No profile may be made of it.</summary>
    public static bool Is(ShopEvent one) =>
        one is { UserId: null, AnonymousId.Length: IdLength, MessageId.Length: IdLength + 1 } && one.MessageId.StartsWith(Mark, StringComparison.Ordinal);
}
