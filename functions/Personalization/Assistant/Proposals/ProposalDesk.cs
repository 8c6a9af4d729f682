using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Personalization.Assistant.Tools;
using Personalization.Common;

namespace Personalization.Assistant.Proposals;

/// <summary>What came of approving or taking back: how the proposal stands then, or why nothing was done.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Problem">Why nothing was done.</param>
public readonly record struct ProposalResult(StoredProposal? Proposal, Problem? Problem);

/// <summary>Where proposals are made, approved once, carried out once, and taken back.</summary>
/// <param name="store">Proposals.</param>
/// <param name="tokens">What they are approved by.</param>
/// <param name="time">The clock.</param>
public sealed class ProposalDesk(IProposalStore store, ApprovalTokens tokens, TimeProvider time)
{
    private const int Attempts = 10;

    private static readonly Problem NoKey = new(
        503, "no-approval-key", "Nothing can be changed from here yet", "The setting Assistant__ApprovalKey is missing: a secret of at least 16 characters, such as the answer of openssl rand -hex 32.");

    /// <summary>There is no such proposal.</summary>
    public static readonly Problem Unknown = new(404, "unknown-proposal", "There is no such proposal", "GET /v1/merchant/proposals lists the newest.");

    /// <summary>There is nothing to approve any more.</summary>
    public static readonly Problem NotOpen = new(409, "proposal-settled", "The proposal is not open any more", "Look at GET /v1/merchant/proposals for what became of it.");

    private static readonly Problem Foreign = new(403, "unknown-token", "The token does not approve this proposal", "Send the approvalToken that came with the proposal in the answer of POST /v1/merchant/chat.");
    private static readonly Problem Over = new(410, "proposal-expired", "The proposal is too old", "Ask for it anew: what it was made of may have changed.");
    private static readonly Problem Busy = new(409, "proposal-under-way", "Somebody is at it already", "Look at GET /v1/merchant/proposals in a moment.", RetryAfter: ProposalLimits.Patience);

    /// <summary>Keeps a proposal; the same one asked for again in the same conversation while it is open is the same one.</summary>
    public async Task<ToolResult> OfferAsync(ProposalDraft draft, ToolContext context, CancellationToken cancellationToken)
    {
        if (!tokens.AreMade) return ToolResult.Failed(draft.Tool, NoKey);
        DateTimeOffset now = Second(time.GetUtcNow());
        for (int turn = 0; ; turn++)
        {
            string id = StableHash.Hex(string.Create(CultureInfo.InvariantCulture, $"{context.Caller.Conversation}\n{draft.Tool}\n{draft.Arguments.GetRawText()}\n{turn}"), 24);
            Proposal proposal = new(id, draft.Tool, draft.Arguments, draft.Summary, draft.Preview, now, now + ProposalLimits.Life) { People = draft.People };
            VersionedProposal? found = await store.FindAsync(id, cancellationToken)
                ?? await store.TrySaveAsync(new VersionedProposal(new StoredProposal(proposal, context.Caller.Author ?? "merchant", ProposalState.Open), null), cancellationToken)
                ?? await store.FindAsync(id, cancellationToken);
            if (found?.Value.StateAt(now) is ProposalState.Open) return new ToolResult(draft.Tool, draft.Facts) { Proposal = found.Value.Proposal };
        }
    }

    /// <summary>The token of a proposal, for the answer to whoever may approve it and nowhere else.</summary>
    public string TokenFor(Proposal proposal) => tokens.Make(proposal);

    /// <summary>A proposal, or null.</summary>
    public async Task<StoredProposal?> FindAsync(string id, CancellationToken cancellationToken) => (await store.FindAsync(id, cancellationToken))?.Value;

    /// <summary>The newest proposals and what became of them.</summary>
    public Task<IReadOnlyList<StoredProposal>> NewestAsync(CancellationToken cancellationToken) => store.NewestAsync(ProposalLimits.Listed, cancellationToken);

    /// <summary>Approves a proposal and carries it out. Of two who approve at once one does; one who was interrupted is followed by whoever approves next.</summary>
    public async Task<ProposalResult> ApproveAsync(string id, string token, string author, Toolbox tools, CancellationToken cancellationToken)
    {
        if (!tokens.AreMade) return new(null, NoKey);
        DateTimeOffset now = time.GetUtcNow();
        ApprovalVerdict verdict = tokens.Check(token, id, now);
        if (verdict is ApprovalVerdict.Foreign) return new(null, Foreign);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } found) return new(null, Unknown);
            StoredProposal value = found.Value;
            if (value.State is ProposalState.Open && (verdict is ApprovalVerdict.Over || value.StateAt(now) is ProposalState.Expired)) return new(null, Over);
            if (value.State is not (ProposalState.Open or ProposalState.Approved)) return new(null, Settled(value));
            if (value.State is ProposalState.Approved && now - value.BegunAt < ProposalLimits.Patience) return new(null, Busy);
            StoredProposal begun = value.State is ProposalState.Approved ? value with { BegunAt = now } : value with { State = ProposalState.Approved, ApprovedBy = author, ApprovedAt = now, BegunAt = now };
            if (await store.TrySaveAsync(found with { Value = begun }, cancellationToken) is not { } taken) continue;
            return await CarryOutAsync(taken, tools, cancellationToken);
        }
        return new(null, Busy);
    }

    /// <summary>Takes back what was carried out; done again it changes nothing more.</summary>
    public async Task<ProposalResult> UndoAsync(string id, string author, Toolbox tools, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } found) return new(null, Unknown);
            StoredProposal value = found.Value;
            if (value.State is ProposalState.Undone) return new(value, null);
            if (value.State is not ProposalState.Done || value.Undo is not { } undo)
                return new(null, new Problem(409, "proposal-not-done", "There is nothing to take back", $"The proposal is {value.StateAt(time.GetUtcNow())}: only what was carried out can be taken back."));
            WriteOutcome outcome = await WriterOf(value, tools).UndoAsync(value.Proposal, undo, author, cancellationToken);
            if (outcome.Problem is { } problem) return new(null, problem);
            StoredProposal undone = value with { State = ProposalState.Undone, UndoneBy = author, UndoneAt = time.GetUtcNow(), Outcome = outcome.Summary };
            if (await store.TrySaveAsync(found with { Value = undone }, cancellationToken) is not null) return new(undone, null);
        }
        return new(null, Busy);
    }

    private async Task<ProposalResult> CarryOutAsync(VersionedProposal taken, Toolbox tools, CancellationToken cancellationToken)
    {
        StoredProposal value = taken.Value;
        WriteOutcome outcome = await WriterOf(value, tools).ApplyAsync(value.Proposal, value.ApprovedBy!, cancellationToken);
        // What may pass stays approved: it can be carried out a little later.
        if (outcome.Problem is { RetryAfter: not null } later)
        {
            await store.TrySaveAsync(taken with { Value = value with { BegunAt = null } }, cancellationToken);
            return new(null, later);
        }
        StoredProposal next = outcome.Problem is { } problem
            ? value with { State = ProposalState.Failed, Outcome = problem.Detail }
            : value with { State = ProposalState.Done, DoneAt = time.GetUtcNow(), Outcome = outcome.Summary, Undo = outcome.Undo };
        if (await store.TrySaveAsync(taken with { Value = next }, cancellationToken) is null) return new((await store.FindAsync(value.Proposal.Id, cancellationToken))?.Value ?? next, outcome.Problem);
        return new(next, outcome.Problem);
    }

    private static IWritingTool WriterOf(StoredProposal value, Toolbox tools) =>
        tools.Writer(value.Proposal.Tool) ?? throw new InvalidOperationException($"There is no tool {value.Proposal.Tool} to carry out what it proposed");

    private static Problem Settled(StoredProposal value) =>
        new(409, "proposal-settled", "The proposal cannot be approved again", $"It is {value.State} since {value.ApprovedAt?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}: {value.Outcome}");

    // Tokens say until when they hold to the second.
    private static DateTimeOffset Second(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}

/// <summary>What a tool would have approved.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Arguments">What it needs to carry it out.</param>
/// <param name="Summary">What would be done, in one sentence.</param>
/// <param name="Preview">What it would come to.</param>
public sealed record ProposalDraft(string Tool, JsonElement Arguments, string Summary, JsonElement Preview)
{
    /// <summary>Keys of the people whom the arguments name.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>What is to be known beside it.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];
}
