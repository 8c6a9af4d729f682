using System.Text.Json.Serialization;

namespace Personalization.Assistant.Proposals;

/// <summary>A proposal and what became of it. Field names are storage format.</summary>
/// <param name="Proposal">What is proposed.</param>
/// <param name="AskedBy">The member of staff in whose conversation it was made, as they call themselves.</param>
/// <param name="State">How it stands.</param>
public sealed record StoredProposal(Proposal Proposal, string AskedBy, ProposalState State)
{
    /// <summary>Who approved it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Since when somebody is carrying it out or taking it back, UTC; who was interrupted is followed after <see cref="ProposalLimits.Patience"/>.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When it had been carried out, UTC.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What was done, or why nothing was.</summary>
    public string? Outcome { get; init; }

    /// <summary>What the tool needs to take it back.</summary>
    public string? Undo { get; init; }

    /// <summary>Who took it back.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>How it stands at a moment: one that nobody approved in time is expired.</summary>
    public ProposalState StateAt(DateTimeOffset now) => State is ProposalState.Open && Proposal.ExpiresAt <= now ? ProposalState.Expired : State;
}

/// <summary>Bounds of proposals.</summary>
public static class ProposalLimits
{
    /// <summary>How long one can be approved.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <summary>After so long somebody who has begun and not ended is taken to have been interrupted.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How many a log tells of.</summary>
    public const int Listed = 100;
}

/// <summary>Proposals as JSON; storage format.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredProposal))]
public sealed partial class ProposalCodec : JsonSerializerContext;
