using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Identity;
using Personalization.Functions.Tests.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Profiles;

/// <summary>Identity over HTTP: what is asked, what is answered, and what is refused with a word on what to do.</summary>
public sealed class IdentityFunctionTests : IDisposable
{
    private readonly MemoryQuarantineStore quarantine = new();
    private readonly ProfileUpdater profiles;
    private readonly EventPipeline pipeline;
    private readonly IdentityFunctions functions;

    public IdentityFunctionTests()
    {
        ManualTimeProvider time = new(Make.Noon);
        MemoryProfileStore store = new();
        profiles = new ProfileUpdater(store, quarantine: quarantine);
        pipeline = new EventPipeline(new MemoryEventLake(time), [new ProfileSubscriber(profiles)], []);
        IdentityDesk desk = new(store, profiles, IdentityGuards.Default, quarantine, new ServerEvents(new MemoryEventQueue(), pipeline), time);
        functions = new IdentityFunctions(desk, profiles, quarantine);
    }

    [Fact]
    public async Task Merge_GuardedAndForced_IsRefusedAndMadeAndUndone()
    {
        await TakeAsync(Make.Line("a", user: "ana", device: "phone"), Make.Line("b", user: "ben", device: null));
        const string body = """{"from":"user_id:ben","into":"user_id:ana","author":"Nino","reason":"Same card"}""";

        JsonElement refused = await AnswerAsync(functions.Merge(Request(body), default), 409);
        JsonElement made = await AnswerAsync(functions.Merge(Request(body[..^1] + ",\"force\":true}"), default));
        JsonElement identity = await AnswerAsync(functions.Get(Request(""), "user_id:ben", default));
        JsonElement undone = await AnswerAsync(functions.Undo(Request("""{"author":"Leila","reason":"Brothers"}"""), made.GetProperty("id").GetString()!, default));

        Assert.Equal("two-known-people", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(("user_id:ben", "Nino", "Same card"), (made.GetProperty("from").GetString(), made.GetProperty("by").GetString(), made.GetProperty("reason").GetString()));
        Assert.Equal(["user_id:ana", "anonymous_id:phone", "user_id:ben"], identity.GetProperty("identifiers").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal("Leila", undone.GetProperty("undoneBy").GetString());
        await AnswerAsync(functions.Undo(Request("""{"author":"Leila","reason":"Again"}"""), made.GetProperty("id").GetString()!, default), 404);
    }

    [Fact]
    public async Task Quarantine_OfSeveral_IsPagedApprovedAndDismissed()
    {
        await TakeAsync(Make.Line("a", user: "ana", device: "tablet"));
        await TakeAsync(Make.Line("b", user: "ben", device: "tablet"));
        await TakeAsync(Make.Line("n", user: "null", device: "tablet"));

        JsonElement first = await AnswerAsync(functions.Quarantine(Request("", "?limit=1"), default));
        JsonElement rest = await AnswerAsync(functions.Quarantine(Request("", "?after=" + first.GetProperty("next").GetString()), default));

        JsonElement[] all = [first.GetProperty("entries")[0], rest.GetProperty("entries")[0]];
        Assert.Equal(["blocked-value", "shared-device"], all.Select(one => one.GetProperty("guard").GetString()).Order(StringComparer.Ordinal));
        Assert.False(rest.TryGetProperty("next", out _));
        string blocked = IdOf("blocked-value"), shared = IdOf("shared-device");
        await AnswerAsync(functions.Approve(Request("""{"author":"Nino","reason":"?"}"""), blocked, default), 409);
        await AnswerAsync(functions.Dismiss(Request(""), blocked, default));
        await AnswerAsync(functions.Dismiss(Request(""), blocked, default), 404);
        JsonElement made = await AnswerAsync(functions.Approve(Request("""{"author":"Nino","reason":"One person"}"""), shared, default));
        Assert.Equal("user_id:ana", made.GetProperty("from").GetString());
        Assert.Empty(await quarantine.ListAsync(null, 10, default));

        string IdOf(string guard) => all.Single(one => one.GetProperty("guard").GetString() == guard).GetProperty("id").GetString()!;
    }

    [Theory]
    [InlineData("""{"from":"user_id:a","into":"user_id:a"}""", "/into")]
    [InlineData("""{"from":"ana","into":"user_id:a"}""", "/from")]
    [InlineData("""{"from":"email:none","into":5}""", "/from")]
    [InlineData("""{"from":"user_id:b"}""", "/into")]
    [InlineData("""{"from":"user_id:a","into":"user_id:b","forced":true}""", "/forced")]
    [InlineData("nonsense", "")]
    public async Task Preview_OfWhatCannotBeRead_NamesTheField(string body, string pointer)
    {
        JsonElement problem = await AnswerAsync(functions.Preview(Request(body), default), 400);

        Assert.Equal(pointer, problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Requests_AboutNobody_AreRefused()
    {
        await AnswerAsync(functions.Preview(Request("""{"from":"user_id:a","into":"user_id:b"}"""), default), 404);
        await AnswerAsync(functions.Get(Request(""), "user_id:a", default), 404);
        await AnswerAsync(functions.Get(Request(""), "somebody", default), 400);
        await AnswerAsync(functions.Undo(Request("""{"author":"Nino","reason":"?"}"""), "nothing", default), 404);
        await AnswerAsync(functions.Quarantine(Request("", "?limit=0"), default), 400);
        await AnswerAsync(functions.Merge(Request(new string(' ', 9000)), default), 413);
    }

    [Trait("Feature", "S06")]
    [Fact]
    public async Task Erase_OfSomebodyMentionedByOthers_LeavesNoWordOfThem()
    {
        await TakeAsync(Make.Line("a", user: "ana", device: "tablet"));
        await TakeAsync(Make.Line("b", user: "ben", device: "tablet"));
        PersonIdentity ben = new(await profiles.KeysAsync(PersonKey.User("ben"), default), [], null);

        Assert.Equal(1, await new QuarantinePlace(quarantine).EraseAsync(ben, default));
        Assert.Equal(1, await new MentionsPlace(profiles).EraseAsync(ben, default));

        string left = Encoding.UTF8.GetString(IdentityCodec.Serialize((await profiles.PartsAsync(PersonKey.User("ana"), default)).Identity));
        Assert.DoesNotContain("ben", left, StringComparison.Ordinal);
        Assert.Null(await new QuarantinePlace(quarantine).ExportAsync(ben, default));
        Assert.Equal(0, await new MentionsPlace(profiles).EraseAsync(ben, default));
    }

    public void Dispose() => profiles.Dispose();

    private static HttpRequest Request(string body, string query = "") => new DefaultHttpContext
    {
        Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)), QueryString = new QueryString(query) },
    }.Request;

    private static async Task<JsonElement> AnswerAsync(Task<IResult> answer, int status = 200)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider(),
            Response = { Body = body },
        };
        await (await answer).ExecuteAsync(context);
        string text = Encoding.UTF8.GetString(body.ToArray());
        Assert.True(status == context.Response.StatusCode, text);
        return JsonElement.Parse(text);
    }

    private Task<IReadOnlyList<ShopEvent>> TakeAsync(params ReadOnlyMemory<byte>[] lines) => pipeline.ProcessAsync(EventCodec.Join(lines), default);
}
