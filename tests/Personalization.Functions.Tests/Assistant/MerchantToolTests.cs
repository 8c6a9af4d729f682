using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Assistant;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Messages;
using Personalization.Functions.Profiles;
using Personalization.Functions.Segments;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The merchant's tools about people and campaigns, on stores as they are: what they find, what they would change, and that it is taken back.</summary>
[Trait("Feature", "S136")]
public sealed class MerchantToolTests(MerchantToolTests.Town town) : IClassFixture<MerchantToolTests.Town>
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    [Trait("Feature", "S49")]
    public async Task SimilarCustomers_PersonWithAlikeOthers_NamesThemWithWhatTheyShare()
    {
        ToolResult result = await CallAsync("similar_customers", new { person = "user_id:ana", limit = 2 });

        Assert.Equal(["user_id:ben", "user_id:cyd"], result.Facts.OfType<ThingFact>().Select(one => one.Id).Order(StringComparer.Ordinal));
        Assert.All(result.Facts.OfType<ThingFact>(), one => Assert.Contains(town.Shared, one.Name, StringComparison.Ordinal));
        Assert.Equal(2, Figure(result, "similar.found").Value);
        Assert.Equal(Town.People, Figure(result, "similar.among").Value);
        Assert.All(result.Facts.OfType<FigureFact>(), one => Assert.Equal("GET /v1/profiles/user_id%3Aana/similar", one.Query));
    }

    [Theory]
    [InlineData("user_id:nobody", "unknown-profile")]
    [InlineData("user_id:eva", "no-consent")]
    public async Task SimilarCustomers_NobodyOrWhoHasDenied_IsRefused(string person, string code) =>
        Assert.Equal(code, (await CallAsync("similar_customers", new { person })).Problem!.Code);

    [Fact]
    [Trait("Feature", "S49")]
    public async Task TagSimilarCustomers_ApprovedThenUndone_TagsThemAndTakesTheTagBack()
    {
        ToolResult result = await CallAsync("tag_similar_customers", new { person = "user_id:ana", tag = "hikers", limit = 2 });
        Proposal proposal = result.Proposal!;
        Assert.Equal("no no no", await TaggedAsync("ana", "ben", "cyd"));
        Assert.Equal("Tag 2 customers who are like user_id:ana with \"hikers\".", proposal.Summary);

        Assert.Equal("2 customers were tagged \"hikers\".", (await ApproveAsync(proposal)).Outcome);
        Assert.Equal("no yes yes", await TaggedAsync("ana", "ben", "cyd"));

        town.Time.Advance(TimeSpan.FromMinutes(1));
        StoredProposal undone = await UndoAsync(proposal);
        Assert.Equal(ProposalState.Undone, undone.State);
        Assert.Equal("no no no", await TaggedAsync("ana", "ben", "cyd"));
    }

    [Fact]
    public async Task TagSimilarCustomers_NobodyIsAlike_ProposesNothing()
    {
        ToolResult result = await CallAsync("tag_similar_customers", new { person = "user_id:lone", tag = "hikers" });

        Assert.Equal("nobody", result.Note);
        Assert.Null(result.Proposal);
    }

    [Fact]
    public async Task ProfileCard_PersonWithContacts_TellsAModelOfThePurchasesAndOfNothingToReachThemBy()
    {
        ToolResult result = await CallAsync("profile_card", new { person = "user_id:ana" });
        string seen = FactJson.TextOf(result);

        Assert.Equal(1, Figure(result, "customer.orders").Value);
        Assert.Equal(59.9m, Figure(result, "customer.revenue").Value);
        Assert.All(Town.Secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("profile_card", "email:" + Town.Address)]
    [InlineData("similar_customers", "email:" + Town.Address)]
    [InlineData("profile_card", "user_id:" + Town.Address)]
    [InlineData("similar_customers", "user_id:" + Town.Address)]
    public async Task Tool_PersonKnownByAddressAlone_ShowsTheAddressNowhere(string tool, string person)
    {
        ToolResult result = await CallAsync(tool, new { person });
        string seen = FactJson.TextOf(result) + JsonSerializer.Serialize(result.Facts.Select(one => one.ToString()), Plain);

        Assert.Null(result.Problem);
        Assert.DoesNotContain("faye.miller", Uri.UnescapeDataString(seen), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task CampaignDraft_ApprovedThenUndone_StoresAMessageAndAnIdleJourneyAndTakesThemAway()
    {
        ToolResult result = await CallAsync("campaign_draft", new { subject = "Tents {{now}} & then", text = "See <you> soon", min_orders = 1, language = "en" });
        Proposal proposal = result.Proposal!;
        string id = proposal.Preview.GetProperty("id").GetString()!;
        Assert.Null(await Templates.FindAsync(id, default));
        Assert.Null(await Recipes.FindAsync(id, default));

        Assert.Equal(ProposalState.Done, (await ApproveAsync(proposal)).State);
        WrittenRecipe recipe = (await Recipes.FindAsync(id, default))!;
        string template = (await Templates.FindAsync(id, default))!.Json.ToString();
        Assert.False(recipe.Line.Active);
        Assert.DoesNotContain("{{now}}", template, StringComparison.Ordinal);
        Assert.DoesNotContain("<you>", JsonElement.Parse(template).GetProperty("variants").GetProperty("en").GetProperty("html").GetString(), StringComparison.Ordinal);

        Assert.Equal(ProposalState.Undone, (await UndoAsync(proposal)).State);
        Assert.Null(await Templates.FindAsync(id, default));
        Assert.True(await Recipes.FindAsync(id, default) is null or { Line.Archived: true });
    }

    [Fact]
    public async Task CampaignDraft_MessageChangedSince_LeavesIt()
    {
        Proposal proposal = (await CallAsync("campaign_draft", new { subject = "Worked on", min_orders = 1 })).Proposal!;
        string id = proposal.Preview.GetProperty("id").GetString()!;
        await ApproveAsync(proposal);
        var stored = (await Templates.FindAsync(id, default))!;
        await Templates.TrySaveAsync(id, System.Text.Encoding.UTF8.GetBytes(stored.Json.ToString().Replace("Worked on", "Worked over", StringComparison.Ordinal)), stored.Version, default);

        await UndoAsync(proposal);

        Assert.Contains("Worked over", (await Templates.FindAsync(id, default))!.Json.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"subject":"x","segment":"lapsed"}""", "segment-not-stored")]
    [InlineData("""{"subject":"x","segment":"none"}""", "unknown-segment")]
    [InlineData("""{"subject":"x"}""", "no-rule")]
    public async Task CampaignDraft_NobodyToSendTo_IsRefused(string arguments, string code) =>
        Assert.Equal(code, (await CallAsync("campaign_draft", JsonElement.Parse(arguments))).Problem!.Code);

    [Fact]
    public async Task JourneySimulate_ByAbsence_TellsMessagesAndHowOftenItBegins()
    {
        ToolResult result = await CallAsync("journey_simulate", new { recipe = "win-back" });

        Assert.Equal(2, Figure(result, "journey.messages").Value);
        Assert.Contains(result.Facts.OfType<ThingFact>(), one => (one.Kind, one.Id) == ("template", "win-back"));
        Assert.Contains(result.Facts.OfType<ThingFact>(), one => (one.Kind, one.Id) == ("event", EventNames.OrderCompleted));
    }

    [Fact]
    public async Task JourneySimulate_OfADraftedCampaign_CountsWhomItWouldTakeIn()
    {
        Proposal proposal = (await CallAsync("campaign_draft", new { subject = "Simulated", min_orders = 1 })).Proposal!;
        await ApproveAsync(proposal);

        ToolResult result = await CallAsync("journey_simulate", new { recipe = proposal.Preview.GetProperty("id").GetString() });

        Assert.Equal(Town.Buyers, Figure(result, "segment.count").Value);
        Assert.Equal("unknown-recipe", (await CallAsync("journey_simulate", new { recipe = "none" })).Problem!.Code);
    }

    [Theory]
    [InlineData("""{"min_orders":1,"not":false}""")]
    [InlineData("""{"did":"bought","within_days":30}""")]
    [InlineData("""{"segment":"lapsed"}""")]
    public async Task SegmentCount_ItsQuery_GivesTheFigureAgain(string arguments)
    {
        FigureFact figure = Figure(await CallAsync("segment_count", JsonElement.Parse(arguments)), "segment.count");

        (int status, JsonElement body) = await town.GetAsync(figure.Query["GET ".Length..], AppWorld.Key);

        Assert.Equal((200, figure.Value), (status, body.TryGetProperty("count", out JsonElement count) ? count.GetDecimal() : -1));
    }

    [Fact]
    public async Task JourneySimulate_ItsQuery_GivesTheFigureAgain()
    {
        Proposal proposal = (await CallAsync("campaign_draft", new { subject = "Asked again", min_orders = 1 })).Proposal!;
        await ApproveAsync(proposal);
        FigureFact figure = Figure(await CallAsync("journey_simulate", new { recipe = proposal.Preview.GetProperty("id").GetString() }), "segment.count");

        Assert.Equal(Town.Buyers, (await town.GetAsync(figure.Query["GET ".Length..], AppWorld.Key)).Body.GetProperty("count").GetInt32());
        foreach ((string query, int refused) in (List<(string, int)>)[("segment=none", 404), ("recipe=none", 404), ("recipe=win-back", 422), ("rule={", 400), ("rule={}}", 400), ("", 400)])
            Assert.Equal((query, refused), (query, (await town.GetAsync("/v1/segments/count?" + query, AppWorld.Key)).Status));
    }

    [Fact]
    public async Task CostMeter_ItsQuery_GivesTheFiguresAgain()
    {
        ToolResult result = await CallAsync("cost_meter", new { });
        (_, JsonElement body) = await town.GetAsync(Figure(result, "answers.fell_back").Query["GET ".Length..], AppWorld.Key);

        Assert.Equal(0, body.GetProperty("answersFellBack").GetInt32());
        Assert.Equal(Figure(result, "cost.events").Value, body.GetProperty("events").GetDecimal());
        Assert.DoesNotContain(result.Facts.OfType<FigureFact>(), one => one.Name == "answers.fallback_share");
    }

    private TemplateStore Templates => town.Services.GetRequiredService<TemplateStore>();

    private RecipeEditor Recipes => town.Services.GetRequiredService<RecipeEditor>();

    private ProposalDesk Desk => town.Services.GetRequiredService<ProposalDesk>();

    private Toolbox Tools => town.Services.GetRequiredService<Toolbox>();

    private Task<ToolResult> CallAsync(string tool, object arguments) => Tools.CallAsync(
        tool, JsonSerializer.SerializeToElement(arguments),
        new ToolContext(new AssistantCaller(AssistantAudience.Merchant, "talk-" + Guid.NewGuid().ToString("N"), "en") { Author = "Nino" }, town.Time.GetUtcNow(), "en"), default);

    private async Task<StoredProposal> ApproveAsync(Proposal proposal) => Good(await Desk.ApproveAsync(proposal.Id, Desk.TokenFor(proposal), "Nino", Tools, default));

    private async Task<StoredProposal> UndoAsync(Proposal proposal) => Good(await Desk.UndoAsync(proposal.Id, "Leila", Tools, default));

    private static StoredProposal Good(ProposalResult result) => result.Proposal ?? throw new InvalidOperationException(result.Problem!.Code + ": " + result.Problem.Detail);

    private async Task<string> TaggedAsync(params string[] users)
    {
        List<string> have = [];
        foreach (string user in users) have.Add((await town.Services.GetRequiredService<ProfileUpdater>().ResolveAsync(PersonKey.User(user), default)).Profile.Staff.HasTag("hikers", town.Time.GetUtcNow()) ? "yes" : "no");
        return string.Join(' ', have);
    }

    private static FigureFact Figure(ToolResult result, string name)
    {
        Assert.True(result.Problem is null, result.Problem?.Code);
        return result.Facts.OfType<FigureFact>().First(one => one.Name == name);
    }

    /// <summary>The demo shop with a few customers, all of them counted.</summary>
    public sealed class Town() : AssistantWorld
    {
        public const string Address = "faye.miller@example.com";
        public const int People = 9, Buyers = 4;

        public static readonly string[] Secrets = ["ana.kelly", "Kelly", "6912345678", "12 Harbour"];

        public string Shared { get; private set; } = "";

        protected override async Task FillAsync()
        {
            await base.FillAsync();
            string[] products = [.. Catalog.Products.Values.Where(one => !one.IsContent).OrderBy(one => one.ProductId, StringComparer.Ordinal).Select(one => one.ProductId)];
            Shared = Catalog.Find(products[0])!.Name;
            foreach (string user in (string[])["ana", "ben", "cyd"]) await TakeAsync(user, null, products[0], true);
            await TakeAsync("dan", null, products[^1], true);
            await TakeAsync("eva", null, products[0], false);
            await TakeAsync(null, Address, products[0], false);
            await TakeAsync(Address, null, products[0], false);
            foreach (int filler in Enumerable.Range(1, 3)) await TakeAsync("filler-" + filler, null, products[products.Length / 2 + filler * 20], false);
            await SayAsync("ana", json =>
            {
                json.WriteString("email", "ana.kelly@example.com");
                json.WriteString("phone", "+30 6912345678");
                json.WriteString("firstName", "Ana");
                json.WriteString("lastName", "Kelly");
                json.WriteString("address", "12 Harbour Street");
            });
            await SayAsync("eva", json => json.WriteString("consent:personalization", "denied"));
            await SayAsync("lone", json => json.WriteString("locale", "en"));
            SegmentPass pass = Services.GetRequiredService<SegmentPass>();
            for (string? next = ""; next is not null;) next = await pass.RunAsync(next, default);
        }

        private async Task TakeAsync(string? user, string? email, string product, bool buys)
        {
            string who = user ?? email!;
            DateTimeOffset at = Now.AddDays(-3);
            EventDraft Draft(string name, EventType type = EventType.Track) => new($"{name}-{who}", type, type is EventType.Track ? name : null, user, null, at, at, "test");
            List<ReadOnlyMemory<byte>> lines = [];
            if (email is null)
                lines.Add(EventCodec.Line(Draft(EventNames.ProductViewed), json => json.WriteString("product_id", product)));
            else
                lines.Add(PersonEvents.Line(PersonKey.Parse("email:" + email)!.Value, Draft(EventNames.ProductViewed), json => json.WriteString("product_id", product)));
            if (buys)
                lines.Add(EventCodec.Line(Draft(EventNames.OrderCompleted), json =>
                {
                    json.WriteString("order_id", "o-" + who);
                    json.WriteNumber("revenue", 59.9m);
                    json.WriteString("currency", "EUR");
                    json.WriteStartArray("products");
                    json.WriteStartObject();
                    json.WriteString("product_id", product);
                    json.WriteNumber("quantity", 1);
                    json.WriteNumber("price", 59.9m);
                    json.WriteEndObject();
                    json.WriteEndArray();
                }));
            Assert.True(await Services.GetRequiredService<ServerEvents>().TryAcceptAsync(lines, default), string.Create(CultureInfo.InvariantCulture, $"{who} at {at}"));
        }

        private async Task SayAsync(string user, Action<Utf8JsonWriter> traits) => Assert.True(await Services.GetRequiredService<ServerEvents>().TryAcceptAsync(
            [EventCodec.Line(new EventDraft("said-" + user, EventType.Identify, null, user, null, Now.AddDays(-2), Now.AddDays(-2), "test"), traits: traits)], default));
    }
}
