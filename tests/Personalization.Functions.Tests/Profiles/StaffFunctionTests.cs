using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Staff;
using Personalization.Functions.Tests.Events;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Profiles;

/// <summary>What staff change over HTTP is in the profile at once, and in the lake for every rebuild.</summary>
public sealed class StaffFunctionTests : IDisposable
{
    private const string Ana = "user_id:ana";

    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly MemoryEventLake lake;
    private readonly ProfileUpdater profiles = new(new MemoryProfileStore());
    private readonly EventPipeline pipeline;
    private readonly StaffFunctions staff;

    public StaffFunctionTests()
    {
        lake = new MemoryEventLake(time);
        pipeline = new EventPipeline(lake, [new ProfileSubscriber(profiles)], []);
        staff = new StaffFunctions(new StaffDesk(profiles, new ServerEvents(new MemoryEventQueue(), pipeline), time));
    }

    [Trait("Feature", "S18")]
    [Fact]
    public async Task Tag_KnownPerson_IsThereAtOnceAndGoneWhenItEnds()
    {
        await KnownAsync();

        JsonElement answer = await AnswerAsync(staff.Tag(Request("""{"author":"Nino","expires":"30d"}"""), Ana, "Bargain Hunter", default));

        Assert.Equal("""[{"tag":"bargain hunter","author":"Nino","at":"2026-11-01T12:00:00.000Z","expires":"2026-12-01T12:00:00.000Z"}]""", answer.GetProperty("tags").GetRawText());
        ShopEvent written = (await EventsAsync())[^1];
        Assert.Equal((ReservedEvents.CustomerTagged, new Provenance("staff", By: "Nino")), (written.Event, Provenance.Of(written)));
        time.Advance(TimeSpan.FromDays(31));
        Assert.Empty((await BodyAsync()).Staff.Tags);
    }

    [Fact]
    public async Task Untag_WithoutBody_TakesTheAuthorOfTheQuery()
    {
        await KnownAsync();
        await AnswerAsync(staff.Tag(Request("""{"author":"Nino"}"""), Ana, "vip", default));
        time.Advance(TimeSpan.FromSeconds(1));

        JsonElement answer = await AnswerAsync(staff.Untag(Request("", "?author=Leila"), Ana, "VIP", default));

        Assert.Equal(0, answer.GetProperty("tags").GetArrayLength());
        Assert.Equal("Leila", Provenance.Of((await EventsAsync())[^1])?.By);
    }

    [Trait("Feature", "S09")]
    [Fact]
    public async Task Note_SentAgainUnderItsKey_IsOneNoteThatCanBeTakenBack()
    {
        await KnownAsync();
        await AnswerAsync(staff.Note(Request("""{"author":"Nino","text":"Prefers tea"}""", key: "once"), Ana, default), 201);
        time.Advance(TimeSpan.FromSeconds(5));
        JsonElement answer = await AnswerAsync(staff.Note(Request("""{"author":"Nino","text":"Prefers tea"}""", key: "once"), Ana, default), 201);

        JsonElement note = Assert.Single(answer.GetProperty("notes").EnumerateArray());
        Assert.Equal("Prefers tea", note.GetProperty("text").GetString());
        JsonElement after = await AnswerAsync(staff.RemoveNote(Request("""{"author":"Nino"}"""), Ana, note.GetProperty("id").GetString()!, default));
        Assert.Equal(0, after.GetProperty("notes").GetArrayLength());
    }

    [Fact]
    public async Task Loyalty_Stated_IsShownWithItsAuthor()
    {
        await KnownAsync();

        JsonElement answer = await AnswerAsync(staff.Loyalty(Request("""{"author":"Nino","tier":"gold","points":120,"program":"Friends"}"""), Ana, default));

        Assert.Equal("""{"tier":"gold","points":120,"program":"Friends","author":"Nino","at":"2026-11-01T12:00:00.000Z"}""", answer.GetProperty("loyalty").GetRawText());
    }

    [Theory]
    [InlineData("""{"expires":"30d"}""", "vip", "/author")]
    [InlineData("""{"author":"Nino","expires":"yesterday"}""", "vip", "/expires")]
    [InlineData("""{"author":"Nino","expires":"2020-01-01T00:00:00Z"}""", "vip", "/expires")]
    [InlineData("""{"author":"Nino","colour":"red"}""", "vip", "/colour")]
    [InlineData("""{"author":"Nino"}""", "<vip>", "/tag")]
    [InlineData("[]", "vip", "")]
    public async Task Tag_UnreadableBody_IsRefusedWithItsField(string body, string tag, string pointer)
    {
        await KnownAsync();

        JsonElement answer = await AnswerAsync(staff.Tag(Request(body), Ana, tag, default), 400);

        Assert.Contains(pointer, answer.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
        Assert.Single(await EventsAsync());
    }

    [Fact]
    public async Task Tag_Nobody_IsNotMadeByIt()
    {
        await AnswerAsync(staff.Tag(Request("""{"author":"Nino"}"""), "user_id:nobody", "vip", default), 404);

        Assert.Empty(await EventsAsync());
    }

    [Fact]
    public async Task Tag_OneMoreThanKept_IsRefused()
    {
        await KnownAsync();
        for (int number = 0; number < ProfileLimits.StaffStatements; number++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await AnswerAsync(staff.Tag(Request("""{"author":"Nino"}"""), Ana, "tag " + number, default));
        }

        time.Advance(TimeSpan.FromSeconds(1));
        await AnswerAsync(staff.Tag(Request("""{"author":"Nino"}"""), Ana, "one more", default), 409);
    }

    public void Dispose() => profiles.Dispose();

    private Task<IReadOnlyList<ShopEvent>> KnownAsync() => pipeline.ProcessAsync(Make.Joined(Make.Line("known", user: "ana")), default);

    private async Task<ProfileBody> BodyAsync() => ProfileBody.From((await profiles.ResolveAsync(PersonKey.User("ana"), default)).Profile, time.GetUtcNow());

    private async Task<IReadOnlyList<ShopEvent>> EventsAsync()
    {
        LakeReader reader = new(lake, NullLogger<LakeReader>.Instance);
        List<ShopEvent> events = [];
        foreach (LakeFile file in await reader.ListAsync(null, default)) await reader.ReadAsync(file, 0, events.Add, default);
        return events;
    }

    private static HttpRequest Request(string body, string query = "", string? key = null)
    {
        DefaultHttpContext context = new();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.QueryString = new QueryString(query);
        if (key is not null) context.Request.Headers["Idempotency-Key"] = key;
        return context.Request;
    }

    private static async Task<JsonElement> AnswerAsync(Task<IResult> answering, int status = 200)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = services };
        using MemoryStream body = new();
        context.Response.Body = body;
        await (await answering).ExecuteAsync(context);
        Assert.Equal(status, context.Response.StatusCode);
        return JsonElement.Parse(body.ToArray());
    }
}
