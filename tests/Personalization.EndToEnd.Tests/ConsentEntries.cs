using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A call of a function by its name: method, path, body, type of the body, and whether a refusal will do as an answer.</summary>
internal delegate Task<JsonElement> Entry(string function, HttpMethod method, string path, string? body = null, string type = "application/json", bool anyAnswer = false);

/// <summary>Ways in that show or decide something about a person to themselves or to staff: what they give of somebody who has agreed, and of somebody who has not.</summary>
internal sealed class ConsentEntries(Entry call)
{
    private const string Quiz = """{"name":{"en":"Scents"},"purpose":{"en":"To choose"},"benefit":{"en":"Better soap"},"questions":[{"id":"scent","kind":"single","text":{"en":"Which?"},"answers":[{"id":"rose","text":{"en":"Rose"},"traits":{"scent":"rose"},"weights":{"category:c1":1}},{"id":"pine","text":{"en":"Pine"},"traits":{"scent":"pine"},"weights":{"category:c0":1}}]}]}""";

    /// <summary>Goes all these ways with a person.</summary>
    /// <param name="person">Who.</param>
    /// <param name="may">Whether they have agreed to personalization.</param>
    public async Task DriveAsync(string person, bool may)
    {
        string id = "user_id:" + person, device = person + "-device";
        await AskAsync(device, person, may);
        JsonElement card = await call("GetCard", HttpMethod.Get, $"/v1/profiles/{id}/card"), nobody = await call("GetRecommendations", HttpMethod.Get, "/v1/recommendations?strategy=for_you&limit=5");
        if (!may) Assert.Equal(Products(nobody.GetProperty("items")), Products(card.GetProperty("suggestions")));
        JsonElement similar = await call("GetSimilarProfiles", HttpMethod.Get, $"/v1/profiles/{id}/similar", anyAnswer: true);
        JsonElement tagged = await call("TagSimilarProfiles", HttpMethod.Post, $"/v1/profiles/{id}/similar/tag", """{"tag":"alike","author":"Nino"}""", anyAnswer: true);
        foreach (JsonElement answer in (JsonElement[])[similar, tagged])
            if (!may) Assert.EndsWith(":no-consent", answer.GetProperty("type").GetString(), StringComparison.Ordinal);
        // Three have looked at the same; one of them has agreed to be likened to others.
        if (may) Assert.Equal((1, 0, 0), (similar.GetProperty("among").GetInt32(), similar.GetProperty("similar").GetArrayLength(), tagged.GetProperty("people").GetInt32()));
        Assert.EndsWith(":no-consent", (await call("EnrichProfile", HttpMethod.Post, $"/v1/profiles/{id}/enrich", "", anyAnswer: true)).GetProperty("type").GetString(), StringComparison.Ordinal);
        await call("PostPosEvents", HttpMethod.Post, "/v1/pos/events", $$"""{"store":{"id":"s"},"events":[{"type":"sale","receipt":"r-{{person}}","at":"2026-01-20T10:00:00Z","person":{"userId":"{{person}}"},"lines":[{"productId":"p1"}]}]}""");
        string link = (await call("PostPhoneLink", HttpMethod.Post, "/v1/pos/links", """{"store":{"id":"s"},"products":["p1"]}""")).GetProperty("token").GetString()!;
        await call("OpenPhoneList", HttpMethod.Get, $"/f/{link}?anonymousId={device}");
        string own = (await call("PostPreferenceLink", HttpMethod.Post, "/v1/preferences/links", $$"""{"person":"{{id}}"}""")).GetProperty("token").GetString()!;
        await call("ShowPreferenceCentre", HttpMethod.Get, $"/preferences/{own}");
        await call("GetPreferences", HttpMethod.Get, $"/v1/preferences?token={own}");
        await call("ShowPreferences", HttpMethod.Get, $"/u/{own}");
        await call("GetTimeline", HttpMethod.Get, $"/v1/profiles/{id}/timeline");
        await call("GetProfilePredictions", HttpMethod.Get, $"/v1/profiles/{id}/predictions");
    }

    /// <summary>A group that all three belong to by what they did, and one of them must not be in: they want neither pages nor offers by it.</summary>
    public async Task GroupAsync(string[] inside, string outside)
    {
        await call("PutQuiz", HttpMethod.Put, "/v1/quizzes/scents", Quiz);
        await call("PutSegment", HttpMethod.Put, "/v1/segments/lookers", "name: Looked\nrule:\n  saw: p1\n  within: 30d", "application/yaml");
        JsonElement members = await Eventually.SomeAsync("the members", async () =>
            await call("GetSegmentMembers", HttpMethod.Get, "/v1/segments/lookers/members", anyAnswer: true) is var found && inside.All(one => found.GetRawText().Contains($"user_id:{one}\"", StringComparison.Ordinal)) ? found : (JsonElement?)null);
        Assert.DoesNotContain(outside, members.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("lookers", (await call("GetProfileSegments", HttpMethod.Get, $"/v1/profiles/user_id:{outside}/segments")).GetRawText(), StringComparison.Ordinal);
        // None of them has agreed to be advertised to elsewhere: all members are held back.
        Assert.Equal("email,phone\r\n", (await call("ExportAudience", HttpMethod.Get, "/v1/audiences/lookers/export?network=meta")).GetString());
        Assert.Equal(inside.Length, (await call("CountSegment", HttpMethod.Post, "/v1/segments/count", """{"rule":{"saw":"p1"}}""")).GetProperty("count").GetInt32());
    }

    // What is asked and shown next goes by the person where they agreed, and never by a customer's number that anybody could send.
    private async Task AskAsync(string device, string user, bool may)
    {
        JsonElement quiz = await call("AnswerQuiz", HttpMethod.Post, "/v1/quizzes/scents/answers", $$"""{"anonymousId":"{{device}}","answers":{"scent":"rose"} }""");
        JsonElement guessed = await call("AnswerQuiz", HttpMethod.Post, "/v1/quizzes/scents/answers", $$"""{"userId":"{{user}}","answers":{"scent":"rose"} }""");
        string anew = await QuestionAsync("anonymousId=somebody-new"), first = await QuestionAsync("anonymousId=" + device);
        JsonElement chosen = await call("PostPreferenceChoice", HttpMethod.Post, "/v1/preferences/choices", $$"""{"anonymousId":"{{device}}","questionId":"{{first}}","chosen":"a"}""");
        JsonElement also = await call("PostPreferenceChoice", HttpMethod.Post, "/v1/preferences/choices", $$"""{"userId":"{{user}}","questionId":"{{first}}","chosen":"a"}""");
        Assert.Equal((may, may), (IsPersonal(quiz), IsPersonal(chosen)));
        Assert.Equal((false, false), (IsPersonal(guessed), IsPersonal(also)));
        Assert.Equal(!may, anew == await QuestionAsync("anonymousId=" + device));
        Assert.Equal(anew, await QuestionAsync("userId=" + user));
    }

    private async Task<string> QuestionAsync(string who) => (await call("GetPreferenceQuestion", HttpMethod.Get, "/v1/preferences/question?" + who)).GetProperty("questionId").GetString()!;

    private static bool IsPersonal(JsonElement outcome) => outcome.GetProperty("recommendations").GetProperty("personal").GetBoolean();

    private static string[] Products(JsonElement items) => [.. items.EnumerateArray().Select(one => one.GetProperty("productId").GetString()!)];
}
