using System.Collections.Immutable;
using Personalization.Assistant.Masking;

namespace Personalization.Assistant.Conversations;

/// <summary>Who said something.</summary>
public enum ChatRole
{
    /// <summary>The one who asks.</summary>
    User,

    /// <summary>The assistant.</summary>
    Assistant,
}

/// <summary>Something said.</summary>
/// <param name="Role">By whom.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When, UTC.</param>
public sealed record ChatMessage(ChatRole Role, string Text, DateTimeOffset At)
{
    /// <summary>Products that the answer showed, in order: "the second one" means one of these.</summary>
    public ImmutableArray<string> Products { get; init; } = [];

    /// <summary>What the engine without a model understood, for follow-up questions: intent and slots; null where a model answered.</summary>
    public string? Understood { get; init; }
}

/// <summary>A conversation as it is kept. Bounded: the oldest messages go first.</summary>
/// <param name="Id">Its id; whoever knows it may go on with it, so it is not to be guessed.</param>
/// <param name="Audience">With whom.</param>
/// <param name="Owner">Whose it is: a person's key, or the name that a member of staff goes by; null for nobody who is known.</param>
/// <param name="Messages">Oldest first.</param>
/// <param name="Evidence">What tools found.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="LastAt">When something was last said, UTC.</param>
/// <param name="Tokens">Tokens used in all.</param>
public sealed record Conversation(
    string Id, AssistantAudience Audience, string? Owner, ImmutableArray<ChatMessage> Messages, StoredEvidence Evidence, DateTimeOffset StartedAt, DateTimeOffset LastAt, int Tokens)
{
    /// <summary>What placeholders in the messages stand for: addresses and order numbers that the person has written. Null for none.</summary>
    public IReadOnlyList<MaskedValue>? Masked { get; init; }

    /// <summary>The conversation with something more said, the oldest dropped where it would grow beyond <see cref="ConversationLimits"/>.</summary>
    public Conversation With(ImmutableArray<ChatMessage> said, Evidence evidence, int tokens, ImmutableArray<MaskedValue> masked = default)
    {
        ImmutableArray<ChatMessage> all = Messages.AddRange(said);
        int from = Math.Max(0, all.Length - ConversationLimits.Messages);
        return this with { Messages = all[from..], Evidence = evidence.ToStored(), LastAt = said[^1].At, Tokens = Tokens + tokens, Masked = Joined(masked) };
    }

    private IReadOnlyList<MaskedValue>? Joined(ImmutableArray<MaskedValue> more) =>
        more.IsDefaultOrEmpty ? Masked : [.. (Masked ?? []).UnionBy(more, one => one.Placeholder).TakeLast(ConversationLimits.Masked)];
}

/// <summary>Bounds of conversations.</summary>
public static class ConversationLimits
{
    /// <summary>Messages that are kept.</summary>
    public const int Messages = 40;

    /// <summary>Values that stay masked; of more the oldest are forgotten.</summary>
    public const int Masked = 20;

    /// <summary>Characters of a question.</summary>
    public const int QuestionLength = 2000;

    /// <summary>Products and figures that are kept as evidence, each.</summary>
    public const int Facts = 200;
}
