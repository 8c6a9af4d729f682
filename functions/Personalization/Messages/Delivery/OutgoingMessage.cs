using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Messages.Delivery;

/// <summary>A message on its way to somebody. Field names are storage format.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The key of every deduplication: see <see cref="IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Where to.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>What for.</summary>
    public required MessagePurpose Purpose { get; init; }

    /// <summary>The list it belongs to; empty for none.</summary>
    public string List { get; init; } = "";

    /// <summary>Whom it is for.</summary>
    public required PersonKey Person { get; init; }

    /// <summary>E-mail address, telephone number, device token or URL; empty for the inbox.</summary>
    public required string Address { get; init; }

    /// <summary>What it says.</summary>
    public required RenderedMessage Content { get; init; }

    /// <summary>Further headers of a mail.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>After when it is worth nothing, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The greater goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it waits for the hour at which the person opens messages.</summary>
    public bool AtBestHour { get; init; }

    /// <summary>The journey that sends it; null for none. Whoever guards the journey's messages is asked before each hand-over.</summary>
    public string? Journey { get; init; }

    /// <summary>What the journey is about: a cart, an order.</summary>
    public string? Subject { get; init; }

    /// <summary>What a webhook is told beside the text; null for nothing.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>What is filled in when it goes; null for a message that says all already.</summary>
    public MessageDraft? Draft { get; init; }

    /// <summary>The decision that chose the products it shows; null where none did. Links carry it, so that clicks count for it.</summary>
    public string? DecisionId { get; init; }

    /// <summary>The id of the message that a step of a journey sends to a person: the same one whenever the step runs again.</summary>
    public static string IdOf(string journey, string step, PersonKey person) => "m" + StableHash.Hex($"{journey}\n{step}\n{person.Value}");

    internal MessageRequest Request => new(Id, Channel, Purpose, List, CreatedAt, ExpiresAt, Priority, AtBestHour);
}

/// <summary>How to fill a message in anew when it goes, with products chosen then. Until then <see cref="OutgoingMessage.Content"/> is the message without them.</summary>
/// <param name="Template">Id of the template.</param>
/// <param name="Model">The caller's values.</param>
/// <param name="Language">Language tag, or null for the person's own.</param>
/// <param name="Products">The products to be chosen.</param>
public sealed record MessageDraft(string Template, JsonElement Model, string? Language, ProductBlock Products);
