using System.Collections.Immutable;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Limits;
using Personalization.Assistant.Tools;
using Personalization.Functions.Assistant;
using Personalization.Profiles;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>Conversations and counts of tokens in the emulator's tables.</summary>
[Trait("Feature", "S90")]
public sealed class AssistantStoreTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    [Fact]
    public async Task TrySave_SecondOfTwoWriters_IsTurnedAway()
    {
        using TableConversationStore store = new(azurite.Tables);
        StoredConversation first = (await store.TrySaveAsync(New("c-1", "a:one"), default))!;

        Assert.Null(await store.TrySaveAsync(New("c-1", "a:one"), default));
        Assert.NotNull(await store.TrySaveAsync(first, default));
        Assert.Null(await store.TrySaveAsync(first, default));
    }

    [Fact]
    public async Task Find_WhatWasSaved_IsTheSame()
    {
        using TableConversationStore store = new(azurite.Tables);
        Evidence evidence = new();
        evidence.Add([new FigureFact("segment.members", 12.5m, "%", "GET /x") { Of = "vip" }, new ThingFact("order", "1", null, "shipped", Make.Noon, null)]);
        ChatMessage said = new(ChatRole.User, "سلام", Make.Noon) { Products = ["p"], Understood = "u" };
        Conversation saved = New("c-2", "a:two").Conversation.With([said], evidence, 7);
        await store.TrySaveAsync(new StoredConversation(saved, null), default);

        Conversation found = (await store.FindAsync("c-2", default))!.Conversation;

        Assert.Equal("سلام", Assert.Single(found.Messages).Text);
        Assert.Equal(["p"], found.Messages[0].Products.ToArray());
        Assert.Equal("u", found.Messages[0].Understood);
        Assert.Equal(saved.Evidence.Figures.ToArray(), found.Evidence.Figures.ToArray());
        Assert.Equal(saved.Evidence.Things.ToArray(), found.Evidence.Things.ToArray());
        Assert.Equal(7, found.Tokens);
        Assert.Null(await store.FindAsync("c-none", default));
    }

    [Fact]
    public async Task TrySave_FullConversation_FitsAndKeepsTheLast()
    {
        using TableConversationStore store = new(azurite.Tables);
        ImmutableArray<ChatMessage> many = [.. Enumerable.Range(0, 60).Select(number => new ChatMessage(ChatRole.User, number + new string('ж', ConversationLimits.QuestionLength), Make.Noon))];

        await store.TrySaveAsync(new StoredConversation(New("c-3", "a:three").Conversation.With(many, new Evidence(), 0), null), default);

        Conversation found = (await store.FindAsync("c-3", default))!.Conversation;
        Assert.Equal(ConversationLimits.Messages, found.Messages.Length);
        Assert.StartsWith("59", found.Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_Person_TheirsGoAndOthersStay()
    {
        using TableConversationStore store = new(azurite.Tables);
        foreach (string id in (string[])["c-4", "c-5"]) await store.TrySaveAsync(New(id, "a:four"), default);
        await store.TrySaveAsync(New("c-6", "a:five"), default);

        Assert.Equal(2, (await store.OfAsync(new PersonKey("a:four"), default)).Count);
        Assert.Equal(2, await store.EraseAsync(new PersonKey("a:four"), default));
        Assert.Empty(await store.OfAsync(new PersonKey("a:four"), default));
        Assert.NotNull(await store.FindAsync("c-6", default));
    }

    [Fact]
    public async Task Sweep_Older_GoAndTheRestStays()
    {
        using TableConversationStore store = new(azurite.Tables);
        await store.TrySaveAsync(New("c-7", "a:seven", Make.Noon.AddDays(-400)), default);
        await store.TrySaveAsync(New("c-8", "a:seven", Make.Noon.AddDays(-398)), default);

        Assert.Equal(1, await store.SweepAsync(Make.Noon.AddDays(-399), default));
        Assert.Equal(["c-8"], (await store.OfAsync(new PersonKey("a:seven"), default)).Select(one => one.Id));
    }

    [Fact]
    public async Task Add_ManyAtOnce_AllAreCounted()
    {
        ManualTimeProvider time = new(Make.Noon);
        using TableTokenLedger ledger = new(azurite.Tables, time);
        DateOnly day = new(2026, 11, 1);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => ledger.AddAsync(new TokenSpender(number % 2 == 0 ? "a:one" : "a:two", "net"), day, 10, default)));

        Assert.Equal(new TokensSpent(200, 400, 400), await ledger.SpentAsync(new TokenSpender("a:one", "net"), day, default));
        Assert.Equal(new TokensSpent(0, 0, 0), await ledger.SpentAsync(new TokenSpender("a:one"), day.AddDays(1), default));
    }

    [Fact]
    public async Task Spent_SumOfAll_IsFreshAfterAWhile()
    {
        ManualTimeProvider time = new(Make.Noon);
        using TableTokenLedger ledger = new(azurite.Tables, time);
        DateOnly day = new(2026, 12, 1);
        await ledger.AddAsync(new TokenSpender("a:one"), day, 10, default);
        await ledger.SpentAsync(new TokenSpender("a:one"), day, default);
        await ledger.AddAsync(new TokenSpender("a:two"), day, 5, default);

        time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(15, (await ledger.SpentAsync(new TokenSpender("a:one"), day, default)).All);
    }

    [Fact]
    public async Task Sweep_DaysBefore_AreForgotten()
    {
        using TableTokenLedger ledger = new(azurite.Tables, new ManualTimeProvider(Make.Noon));
        DateOnly old = new(2020, 1, 1), late = new(2020, 1, 3);
        await ledger.AddAsync(new TokenSpender("a:one"), old, 10, default);
        await ledger.AddAsync(new TokenSpender("a:one"), late, 10, default);

        Assert.Equal(2, await ledger.SweepAsync(late, default));
        Assert.Equal(10, (await ledger.SpentAsync(new TokenSpender("a:one"), late, default)).Visitor);
    }

    [Fact]
    public void Take_QuestionsOfAMinute_AreBoundedForEachOne()
    {
        ManualTimeProvider time = new(Make.Noon);
        QuestionRates rates = new(2, time);

        Assert.Null(rates.Take("one"));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(rates.Take("one"));
        Assert.Equal(TimeSpan.FromSeconds(40), rates.Take("one"));
        Assert.Null(rates.Take("other"));
        time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(rates.Take("one"));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("https://res.openai.azure.com/openai/v1", "m", true)]
    [InlineData("http://127.0.0.1:8080/v1", "m", true)]
    [InlineData("http://model.example/v1", "m", false)]
    [InlineData("model.example", "m", false)]
    [InlineData("https://model.example/v1", "", false)]
    public void Validate_AddressOfAModel_IsOneThatQuestionsMayGoTo(string url, string model, bool good) =>
        Assert.Equal(good, new AssistantOptionsValidator().Validate(null, new AssistantOptions { ModelUrl = new Uri(url, UriKind.RelativeOrAbsolute), Model = model }).Succeeded);

    private static StoredConversation New(string id, string owner, DateTimeOffset? at = null) =>
        new(new Conversation(id, AssistantAudience.Shopper, owner, [], StoredEvidence.None, at ?? Make.Noon, at ?? Make.Noon, 0), null);
}
