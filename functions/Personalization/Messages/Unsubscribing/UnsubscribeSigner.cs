using Personalization.Events.Decisions;
using Personalization.Profiles;

namespace Personalization.Messages.Unsubscribing;

/// <summary>Who unsubscribes from what.</summary>
/// <param name="Person">The person.</param>
/// <param name="Channel">The channel.</param>
/// <param name="List">The list; empty for all of the channel.</param>
public sealed record UnsubscribeTarget(PersonKey Person, MessageChannel Channel, string List);

/// <summary>
/// Tokens of RFC 8058 links: each says by itself who unsubscribes from what, signed by HMAC-SHA256, and is good for ever, as the mail that holds it.
/// </summary>
public sealed class UnsubscribeSigner : IDisposable
{
    /// <summary>Characters that a key needs.</summary>
    public const int ShortestKey = TextSigner.ShortestKey;

    /// <summary>Characters of the longest token that is read.</summary>
    public const int LongestToken = TextSigner.LongestToken;

    private readonly TextSigner signer;

    /// <summary>Signs with the first key and believes all.</summary>
    public UnsubscribeSigner(params IReadOnlyList<string> keys) => signer = new TextSigner("unsubscribe/1", keys);

    /// <summary>The token of a target.</summary>
    public string Sign(UnsubscribeTarget target) => signer.Sign($"{MessageNames.Of(target.Channel)}\n{target.List}\n{target.Person.Value}");

    /// <summary>The target of a token; null for one that was not signed here.</summary>
    public UnsubscribeTarget? Read(string token) =>
        signer.Read(token)?.Split('\n', 3) is [var channel, var list, var person] && MessageNames.Channel(channel) is { } known
            ? new UnsubscribeTarget(new PersonKey(person), known, list)
            : null;

    /// <inheritdoc/>
    public void Dispose() => signer.Dispose();
}
