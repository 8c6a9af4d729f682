using System.Text.Json;
using Azure.Data.Tables;
using Personalization.Assistant;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Functions.Assistant.Proposals;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>Proposals are approved once by their own token in time, carried out once whatever happens in between, and taken back.</summary>
[Collection(AzuriteCollection.Name)]
[Trait("Feature", "S136")]
public sealed class ProposalDeskTests : IDisposable
{
    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly TableProposalStore store;
    private readonly ApprovalTokens tokens = new("a-key-of-the-tests-0123");
    private readonly Counter counter = new();
    private readonly ProposalDesk desk;
    private readonly Toolbox tools;
    private readonly string conversation;

    public ProposalDeskTests(AzuriteFixture azurite)
    {
        store = new TableProposalStore(new TableServiceClient(azurite.ConnectionString));
        (desk, tools, conversation) = (new ProposalDesk(store, tokens, time), new Toolbox([counter]), azurite.UniqueName("talk"));
    }

    [Fact]
    public async Task Approve_OwnTokenInTime_IsDoneOnceAndUndone()
    {
        Proposal proposal = await OfferAsync("one");
        string token = desk.TokenFor(proposal);

        Assert.Equal(ProposalState.Done, (await desk.ApproveAsync(proposal.Id, token, "Nino", tools, default)).Proposal!.State);
        Assert.Equal("proposal-settled", (await desk.ApproveAsync(proposal.Id, token, "Nino", tools, default)).Problem!.Code);
        Assert.Equal((1, 0), (counter.Applied, counter.Undone));
        Assert.Equal(("Leila", ProposalState.Undone), ((await desk.UndoAsync(proposal.Id, "Leila", tools, default)).Proposal is { } undone ? (undone.UndoneBy, undone.State) : default));
        await desk.UndoAsync(proposal.Id, "Leila", tools, default);
        Assert.Equal(1, counter.Undone);
    }

    [Fact]
    public async Task Approve_ForgedOtherOrLateToken_ChangesNothing()
    {
        Proposal proposal = await OfferAsync("two"), other = await OfferAsync("three");
        using ApprovalTokens foreign = new("another-key-of-the-tests");
        foreach (string wrong in (string[])["", "x", desk.TokenFor(other), foreign.Make(proposal), desk.TokenFor(proposal)[..^1], desk.TokenFor(proposal with { ExpiresAt = proposal.ExpiresAt.AddDays(1) })[..20] + desk.TokenFor(proposal)[20..]])
            Assert.Equal("unknown-token", (await desk.ApproveAsync(proposal.Id, wrong, "Nino", tools, default)).Problem!.Code);
        time.Advance(ProposalLimits.Life);

        Assert.Equal("proposal-expired", (await desk.ApproveAsync(proposal.Id, desk.TokenFor(proposal), "Nino", tools, default)).Problem!.Code);
        Assert.Equal(0, counter.Applied);
        Assert.Equal(ProposalState.Expired, (await store.FindAsync(proposal.Id, default))!.Value.StateAt(time.GetUtcNow()));
    }

    [Fact]
    public async Task Approve_TwoAtOnce_OneDoesIt()
    {
        Proposal proposal = await OfferAsync("four");
        string token = desk.TokenFor(proposal);

        ProposalResult[] both = await Task.WhenAll(desk.ApproveAsync(proposal.Id, token, "Nino", tools, default), desk.ApproveAsync(proposal.Id, token, "Leila", tools, default));

        Assert.Single(both, one => one.Problem is null);
        Assert.Equal(1, counter.Applied);
    }

    [Fact]
    public async Task Approve_InterruptedInBetween_IsFollowedAndEndsTheSame()
    {
        Proposal proposal = await OfferAsync("five");
        string token = desk.TokenFor(proposal);
        counter.Fault = new IOException("The machine went away");
        await Assert.ThrowsAsync<IOException>(() => desk.ApproveAsync(proposal.Id, token, "Nino", tools, default));
        counter.Fault = null;

        Assert.Equal("proposal-under-way", (await desk.ApproveAsync(proposal.Id, token, "Leila", tools, default)).Problem!.Code);
        time.Advance(ProposalLimits.Life + ProposalLimits.Patience);
        ProposalResult followed = await desk.ApproveAsync(proposal.Id, token, "Leila", tools, default);

        Assert.Equal((ProposalState.Done, "Nino"), (followed.Proposal!.State, followed.Proposal.ApprovedBy));
        Assert.Equal([proposal.Id, proposal.Id], counter.Calls);
    }

    [Fact]
    public async Task Offer_SameAgain_IsTheSameUntilItIsSettled()
    {
        Proposal first = await OfferAsync("six"), again = await OfferAsync("six");
        Assert.Equal(first.Id, again.Id);
        await desk.ApproveAsync(first.Id, desk.TokenFor(first), "Nino", tools, default);

        Assert.NotEqual(first.Id, (await OfferAsync("six")).Id);
    }

    [Fact]
    public async Task Offer_NoKey_SaysWhatIsMissing()
    {
        using ApprovalTokens none = new("");

        ToolResult result = await new ProposalDesk(store, none, time).OfferAsync(Draft("seven"), Context, default);

        Assert.Equal("no-approval-key", result.Problem!.Code);
        Assert.Null(result.Proposal);
    }

    [Fact]
    [Trait("Feature", "S49")]
    public async Task Place_ErasedPerson_IsInNoProposalAnyMore()
    {
        Proposal open = await OfferAsync("eight", "u:" + conversation), done = await OfferAsync("nine", "u:" + conversation);
        await desk.ApproveAsync(done.Id, desk.TokenFor(done), "Nino", tools, default);
        ProposalPlace place = new(store);
        PersonIdentity person = new([new PersonKey("u:" + conversation)], [], null);

        Assert.Equal(2, (await place.ExportAsync(person, default))!.AsArray().Count);
        Assert.Equal(2, await place.EraseAsync(person, default));

        Assert.Null(await place.ExportAsync(person, default));
        Assert.DoesNotContain(conversation, JsonSerializer.Serialize((await store.FindAsync(done.Id, default))!.Value, ProposalCodec.Default.StoredProposal), StringComparison.Ordinal);
        Assert.Equal("proposal-settled", (await desk.ApproveAsync(open.Id, desk.TokenFor(open), "Nino", tools, default)).Problem!.Code);
        Assert.Equal(ProposalState.Undone, (await desk.UndoAsync(done.Id, "Nino", tools, default)).Proposal!.State);
    }

    [Fact]
    public async Task Retention_ProposalOfLongAgo_IsForgottenWithWhomItNamed()
    {
        PersonKey person = new("u:" + conversation);
        Proposal old = await OfferAsync("ten", person.Value);

        await new ProposalRetention(store).ApplyAsync(old.MadeAt, () => true, default);
        Assert.NotNull(await store.FindAsync(old.Id, default));
        Assert.True(await new ProposalRetention(store).ApplyAsync(old.MadeAt.AddSeconds(1), () => true, default) > 0);

        Assert.Null(await store.FindAsync(old.Id, default));
        Assert.Empty(await store.OfAsync(person, default));
    }

    public void Dispose()
    {
        store.Dispose();
        tokens.Dispose();
    }

    private ToolContext Context => new(new AssistantCaller(AssistantAudience.Merchant, conversation, null) { Author = "Nino" }, time.GetUtcNow(), "en");

    private async Task<Proposal> OfferAsync(string what, params string[] people) => (await desk.OfferAsync(Draft(what, people), Context, default)).Proposal!;

    private static ProposalDraft Draft(string what, params string[] people) =>
        new("count_up", JsonSerializer.SerializeToElement(new { what, people }), "Count up.", JsonSerializer.SerializeToElement(new { what })) { People = [.. people] };

    /// <summary>A tool that counts what is done by it.</summary>
    private sealed class Counter : IWritingTool
    {
        private readonly HashSet<string> done = [];

        public Exception? Fault { get; set; }

        public int Applied => done.Count;

        public int Undone { get; private set; }

        public List<string> Calls { get; } = [];

        public ToolDefinition Definition { get; } = new("count_up", AssistantAudience.Merchant, ToolKind.Write, "Count", "Counts.", []);

        public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken)
        {
            lock (done)
            {
                Calls.Add(proposal.Id);
                done.Add(proposal.Id);
            }
            return Fault is null ? Task.FromResult(new WriteOutcome("Counted.", proposal.Id)) : Task.FromException<WriteOutcome>(Fault);
        }

        public Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken)
        {
            Undone++;
            return Task.FromResult(new WriteOutcome("Counted back.", undo));
        }
    }
}
