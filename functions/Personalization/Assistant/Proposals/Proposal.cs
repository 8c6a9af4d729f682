using System.Collections.Immutable;
using System.Text.Json;

namespace Personalization.Assistant.Proposals;

/// <summary>What a tool would change, before anybody has agreed to it. Whoever approves sees just this.</summary>
/// <param name="Id">Its id; the same call in the same conversation has the same one.</param>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Arguments">What the tool needs to carry it out just as it was shown, with the versions of what it would change.</param>
/// <param name="Summary">What would be done, in one sentence made by code, never by a model.</param>
/// <param name="Preview">What it would come to: numbers of people, the drafted text, the state before and after.</param>
/// <param name="MadeAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">After when it can be approved no more, UTC.</param>
public sealed record Proposal(string Id, string Tool, JsonElement Arguments, string Summary, JsonElement Preview, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Keys of the people whom the arguments name; none for what is about nobody in particular.</summary>
    public ImmutableArray<string> People { get; init; } = [];
}

/// <summary>How a proposal stands.</summary>
public enum ProposalState
{
    /// <summary>Nobody has approved it yet.</summary>
    Open,

    /// <summary>Approved; being carried out, or to be carried out again after a crash, which changes nothing twice.</summary>
    Approved,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Could not be carried out; nothing was changed.</summary>
    Failed,

    /// <summary>Carried out and taken back.</summary>
    Undone,

    /// <summary>Too old.</summary>
    Expired,
}
