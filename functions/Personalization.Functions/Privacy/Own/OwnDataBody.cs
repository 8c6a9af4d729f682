using System.Text.Json;

namespace Personalization.Functions.Privacy.Own;

/// <summary>What the shop knows of a person, what for, and what comes of it.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Traits">Single facts, with how they are known.</param>
/// <param name="Products">Products dealt with lately, newest first.</param>
/// <param name="Orders">How many orders.</param>
/// <param name="Segments">Groups that the person is counted to.</param>
/// <param name="Lists">What lists look like.</param>
/// <param name="Messages">Offers sent lately, newest first.</param>
/// <param name="Purposes">What is allowed, by purpose.</param>
/// <param name="Channels">Whether offers come, by channel.</param>
/// <param name="PrivacyControl">Whether a browser asked, by Global Privacy Control, that nothing is sold or shared.</param>
internal sealed record OwnDataBody(
    string Person, IReadOnlyList<OwnTrait> Traits, IReadOnlyList<OwnProduct> Products, long Orders, IReadOnlyList<OwnSegment> Segments, OwnLists Lists,
    IReadOnlyList<OwnMessage> Messages, IReadOnlyDictionary<string, OwnChoice> Purposes, IReadOnlyDictionary<string, bool> Channels, bool PrivacyControl);

/// <summary>A fact, how and when it came to be known, what it is for and what the person gets for it.</summary>
internal sealed record OwnTrait(string Name, JsonElement Value, string Origin, string? Source, string At, string? Purpose, string? Return);

/// <summary>A product.</summary>
internal sealed record OwnProduct(string ProductId, string? Name, string At);

/// <summary>A segment, and since when.</summary>
internal sealed record OwnSegment(string Id, string Since);

/// <summary>Whether lists are fitted to the person and why, what is in one then, and what would be in it otherwise.</summary>
internal sealed record OwnLists(bool Personal, string Why, IReadOnlyList<string>? With, IReadOnlyList<string> Without);

/// <summary>An offer that was sent.</summary>
internal sealed record OwnMessage(string At, string Channel, string Subject);

/// <summary>Whether a purpose is allowed, and what that rests on: <c>granted</c>, <c>subscribed</c> or <c>policy</c>.</summary>
internal sealed record OwnChoice(bool Allowed, string? Basis);
