using System.Text.Json;
using Personalization.Assistant;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Models;
using Personalization.Assistant.Tools;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The engine with a model, through OpenAI's library, against a scripted server.</summary>
[Trait("Feature", "S90")]
public sealed class ModelEngineTests : IAsyncLifetime
{
    private ModelShop shop = null!;

    public async Task InitializeAsync() => shop = await ModelShop.StartAsync();

    public async Task DisposeAsync() => await shop.DisposeAsync();

    [Fact]
    public async Task Answer_ToolsCalledInParallelWithArgumentsInPieces_AnswersFromWhatTheyGave()
    {
        shop.Model.Plays(
            ModelReply.Calls(("search_products", """{"query":"warm coat","max_price":100}"""), ("order_status", """{"order_id":"1001","email":"anna@example.com"}""")).Using(100, 20),
            ModelReply.Says("The Anorak Ver", "mio costs 89", ".90 EUR. Your order 1001 is shipped.").Using(300, 30));

        Told told = await shop.AskAsync(ModelShop.Turn("A warm coat under 100? And my order 1001, anna@example.com"));

        Assert.Equal("The Anorak Vermio costs 89.90 EUR. Your order 1001 is shipped.", told.Text);
        Assert.Equal(new AnswerEnded("stop", "scripted", new TokenUsage(400, 50)), told.End);
        Assert.Equal("warm coat", shop.Tools[0].Calls.Single().Arguments.Text("query"));
        Assert.Equal(100, shop.Tools[0].Calls.Single().Arguments.Number("max_price"));
        Assert.False(told.Noticed(Notices.Corrected));
    }

    [Fact]
    public async Task Answer_TextInPieces_ComesSentenceBySentence()
    {
        shop.Model.Plays(ModelReply.Says("Good ", "day. What ", "are you looking", " for?"));

        Told told = await shop.AskAsync(ModelShop.Turn("Hello"));

        Assert.Equal(["Good day. ", "What are you looking for?"], told.Events.OfType<TextPiece>().Select(one => one.Text));
    }

    [Fact]
    public async Task Ask_AnyQuestion_TheModelSeesThePromptItsToolsAndNoOthers()
    {
        shop.Model.Plays(ModelReply.Says("Hello."));

        await shop.AskAsync(ModelShop.Turn("Hello", language: "el"));

        ModelAsked asked = Assert.Single(shop.Model.Asked);
        Assert.Equal(["broken_tool", "cart_add", "order_status", "search_products"], asked.Tools);
        Assert.Equal("/v1/chat/completions", asked.Path);
        Assert.Equal("Bearer k", asked.Authorization);
        Assert.Contains("tag el", asked.Said("system").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("device-1", asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AddressAndTelephoneInTheQuestion_TheModelSeesNeitherAndTheToolGetsThem()
    {
        shop.Model.Plays(ModelReply.Calls(("order_status", """{"order_id":"1001","email":"[email-1]"}""")), ModelReply.Says("Your order 1001 is shipped, [email-1]."));

        Told told = await shop.AskAsync(ModelShop.Turn("Order 1001, anna@example.com, call me at +30 694 123 4567"));

        Assert.All(shop.Model.Asked, asked => Assert.DoesNotContain("anna@", asked.Body, StringComparison.Ordinal));
        Assert.All(shop.Model.Asked, asked => Assert.DoesNotContain("694", asked.Body, StringComparison.Ordinal));
        Assert.Equal("anna@example.com", shop.Tools[1].Calls.Single().Arguments.Text("email"));
        Assert.Equal("shipped", told.Results.Single().Facts.OfType<ThingFact>().Single().State);
    }

    [Fact]
    public async Task Ask_PriceOfNineDigitsInAFact_StaysANumberForTheModel()
    {
        shop.Products[0] = shop.Products[0] with { Price = 125_000_000m, Currency = "IRR" };
        shop.Model.Plays(ModelReply.Calls(("search_products", "{}")), ModelReply.Says("The Anorak Vermio costs 125000000 IRR."));

        Told told = await shop.AskAsync(ModelShop.Turn("coat"));

        JsonElement result = JsonElement.Parse(shop.Model.Asked[1].Said("tool").Single());
        Assert.Equal(125_000_000m, result.GetProperty("products")[0].GetProperty("price").GetDecimal());
        Assert.Equal("The Anorak Vermio costs 125000000 IRR.", told.Text);
    }

    [Theory]
    [InlineData("""{"query":""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"quarry":"coat"}""")]
    [InlineData("""{"query":7}""")]
    [InlineData("""{"query":"\ud800"}""")]
    [InlineData("""{"\ud800":"x"}""")]
    [InlineData("""{"max_price":-1}""")]
    [InlineData("""{"query":{"a":{"b":[[[[]]]]}}}""")]
    public async Task Answer_ArgumentsThatDoNotFit_ToolIsNotRunAndTheModelIsTold(string arguments)
    {
        shop.Model.Plays(ModelReply.Calls(("search_products", arguments)), ModelReply.Says("Please tell me more."));

        Told told = await shop.AskAsync(ModelShop.Turn("coat"));

        Assert.Equal(0, shop.CallsOf("search_products"));
        Assert.Contains("invalid-arguments", shop.Model.Asked[1].Said("tool").Single(), StringComparison.Ordinal);
        Assert.Equal("Please tell me more.", told.Text);
    }

    [Theory]
    [InlineData("segment_count")]
    [InlineData("journey_pause")]
    [InlineData("no such tool!")]
    [InlineData("")]
    public async Task Answer_ToolThatIsNotForShoppers_IsNotRun(string tool)
    {
        shop.Model.Plays(ModelReply.Calls((tool, """{"recipe":"x"}""")), ModelReply.Says("That I cannot do."));

        Told told = await shop.AskAsync(ModelShop.Turn("pause the journeys"));

        Assert.All(shop.Tools, one => Assert.Empty(one.Calls));
        Assert.Equal("unknown-tool", told.Results.Single().Problem!.Code);
    }

    [Fact]
    public async Task Answer_ToolBreaksDown_TheModelIsToldAndSoIsTheShop()
    {
        shop.Model.Plays(ModelReply.Calls(("broken_tool", "{}"), ("search_products", "{}")), ModelReply.Says("The Anorak Vermio is 89.90 EUR."));

        Told told = await shop.AskAsync(ModelShop.Turn("coat"));

        Assert.Equal(["tool-failed", null], told.Results.Select(one => one.Problem?.Code));
        Assert.Equal(["broken_tool"], shop.Broken);
        Assert.DoesNotContain("table", shop.Model.Asked[1].Body.Split("\"tools\"")[0].Split("tool-failed")[1], StringComparison.Ordinal);
        Assert.Equal("The Anorak Vermio is 89.90 EUR.", told.Text);
    }

    [Fact]
    public async Task Answer_ModelCallsToolsForEver_ComesToAnEnd()
    {
        shop.Model.Otherwise = asked => asked.Tools.Count > 0 ? ModelReply.Calls([.. Enumerable.Repeat(("search_products", "{}"), 40)]) : ModelReply.Says("Here you are.");

        Told told = await shop.AskAsync(ModelShop.Turn("coat"), new ModelLimits(Rounds: 3, CallsPerRound: 4));

        Assert.Equal(12, shop.CallsOf("search_products"));
        Assert.Equal("Here you are.", told.Text);
    }

    [Fact]
    public async Task Answer_GiantArguments_AreNotSentBack()
    {
        shop.Model.Plays(ModelReply.Calls(("search_products", $$"""{"query":"{{new string('x', 20_000)}}"}""")), ModelReply.Says("Please say it shorter."));

        await shop.AskAsync(ModelShop.Turn("coat"));

        Assert.Equal(0, shop.CallsOf("search_products"));
        Assert.True(shop.Model.Asked[1].Body.Length < 12_000);
    }

    [Theory]
    [InlineData(429, ModelFault.Busy)]
    [InlineData(500, ModelFault.Unavailable)]
    [InlineData(503, ModelFault.Unavailable)]
    [InlineData(401, ModelFault.Refused)]
    [InlineData(404, ModelFault.Refused)]
    public async Task Ask_ModelRefuses_FaultSaysHow(int status, ModelFault fault)
    {
        shop.Model.Plays(ModelReply.Fails(status, "7"));

        ModelException thrown = await Assert.ThrowsAsync<ModelException>(() => shop.AskAsync(ModelShop.Turn("coat")));

        Assert.Equal(fault, thrown.Fault);
        Assert.Single(shop.Model.Asked);
        if (status == 429) Assert.Equal(TimeSpan.FromSeconds(7), thrown.RetryAfter);
    }

    [Fact]
    public async Task Ask_ModelWasBusy_IsLeftAloneForTheTimeItNamed()
    {
        shop.Model.Plays(ModelReply.Fails(429, "7"), ModelReply.Says("Hello."));
        ModelEngine engine = shop.Engine();
        await Assert.ThrowsAsync<ModelException>(() => AllAsync(engine));

        ModelException again = await Assert.ThrowsAsync<ModelException>(() => AllAsync(engine));
        Assert.Equal(ModelFault.Busy, again.Fault);
        Assert.Single(shop.Model.Asked);

        shop.Time.Advance(TimeSpan.FromSeconds(8));
        await AllAsync(engine);
        Assert.Equal(2, shop.Model.Asked.Count);
    }

    [Fact]
    public async Task Ask_NobodyListens_IsUnavailable()
    {
        await shop.Model.DisposeAsync();

        ModelException thrown = await Assert.ThrowsAsync<ModelException>(() => shop.AskAsync(ModelShop.Turn("coat")));

        Assert.Equal(ModelFault.Unavailable, thrown.Fault);
    }

    [Fact]
    public async Task Ask_StreamBreaksOff_IsCutOffAfterWhatWasSaid()
    {
        shop.Model.Plays(new ModelReply([ModelReply.Text("Good day. What are"), ModelReply.Text(" you")]) { End = ReplyEnd.Cut });
        List<AssistantEvent> events = [];
        TaskCompletionSource said = new();
        shop.Model.BeforeCut = said.Task;

        ModelException thrown = await Assert.ThrowsAsync<ModelException>(async () =>
        {
            await foreach (AssistantEvent one in shop.Engine().AnswerAsync(ModelShop.Turn("Hello"), CancellationToken.None))
            {
                events.Add(one);
                if (one is TextPiece) said.TrySetResult();
            }
        });

        Assert.Equal(ModelFault.CutOff, thrown.Fault);
        Assert.Equal("Good day. ", new Told(events).Text);
    }

    [Fact]
    public async Task Ask_StreamEndsWithoutSayingWhy_IsCutOff()
    {
        shop.Model.Plays(new ModelReply([ModelReply.Text("Good day. ")]));

        Assert.Equal(ModelFault.CutOff, (await Assert.ThrowsAsync<ModelException>(() => shop.AskAsync(ModelShop.Turn("Hello")))).Fault);
    }

    [Theory]
    [InlineData("{ this is no JSON")]
    [InlineData("""{"choices":"none"}""")]
    [InlineData("[]")]
    public async Task Ask_ChunkThatNobodyCanRead_IsUnreadable(string chunk)
    {
        shop.Model.Plays(new ModelReply([chunk, ModelReply.Finish("stop")]));

        Assert.Equal(ModelFault.Unreadable, (await Assert.ThrowsAsync<ModelException>(() => shop.AskAsync(ModelShop.Turn("Hello")))).Fault);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ask_ModelFallsSilent_IsTimedOutWhenThePatienceIsOver(bool said)
    {
        shop.Model.Plays(new ModelReply(said ? [ModelReply.Text("Good day. ")] : []) { End = ReplyEnd.Silence });
        Task<Told> asked = shop.AskAsync(ModelShop.Turn("Hello"));
        await Eventually.TrueAsync("the silence", () => Task.FromResult(shop.Model.Silent == 1 && shop.Time.WaitingTimers > 0));

        await Eventually.TrueAsync("the end of the patience", () =>
        {
            shop.Time.Advance(TimeSpan.FromSeconds(21));
            return Task.FromResult(asked.IsCompleted);
        });

        Assert.Equal(ModelFault.TimedOut, (await Assert.ThrowsAsync<ModelException>(() => asked)).Fault);
    }

    [Fact]
    public async Task Answer_ModelsOwnFilter_IsSaid()
    {
        shop.Model.Plays(new ModelReply([ModelReply.Text("Good day. "), ModelReply.Finish("content_filter")]));

        Told told = await shop.AskAsync(ModelShop.Turn("Hello"));

        Assert.True(told.Noticed(Notices.Filtered));
        Assert.Equal("content_filter", told.End.Finish);
    }

    [Fact]
    public async Task Answer_ModelTalksForEver_IsCutShort()
    {
        shop.Model.Plays(ModelReply.Says([.. Enumerable.Repeat(new string('a', 999) + " ", 40)]));

        Assert.Equal(ModelFault.Unreadable, (await Assert.ThrowsAsync<ModelException>(() => shop.AskAsync(ModelShop.Turn("Hello")))).Fault);
    }

    [Fact]
    public async Task Answer_ModelDoesNotSayWhatItUsed_IsEstimated()
    {
        shop.Model.Plays(ModelReply.Says("Good day."));

        Told told = await shop.AskAsync(ModelShop.Turn("Hello"));

        Assert.True(told.End.Usage is { Input: > 200, Output: 2 });
        Assert.Equal(told.End.Usage, told.Events.OfType<TokensUsed>().Aggregate(default(TokenUsage), (sum, one) => sum + one.Usage));
    }

    [Fact]
    public async Task Answer_WriteToolOfAMerchant_GivesAProposalAndTheModelNoTokenForIt()
    {
        shop.Model.Plays(ModelReply.Calls(("journey_pause", """{"recipe":"abandoned-cart"}""")), ModelReply.Says("I have paused the journey. Please approve the proposal."));

        Told told = await shop.AskAsync(ModelShop.Turn("pause abandoned-cart", AssistantAudience.Merchant));

        Assert.NotNull(told.Results.Single().Proposal);
        Assert.DoesNotContain("token", shop.Model.Asked[1].Said("tool").Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Nothing has been changed: a change is only proposed here, and is made when a person approves it. Please approve the proposal.", told.Text);
        Assert.True(told.Noticed(Notices.Corrected));
    }

    private static async Task AllAsync(ModelEngine engine)
    {
        await foreach (AssistantEvent _ in engine.AnswerAsync(ModelShop.Turn("Hello"), CancellationToken.None)) { }
    }
}
