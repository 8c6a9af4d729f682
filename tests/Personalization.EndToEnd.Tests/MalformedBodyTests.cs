using System.Net;
using System.Text;
using System.Text.Json;

namespace Personalization.EndToEnd.Tests;

/// <summary>Whatever is sent, the answer says what is wrong with it.</summary>
[Collection(ShopCollection.Name)]
public sealed class MalformedBodyTests(ShopFixture shop)
{
    private const int OfEachKind = 21;

    /// <summary>Kinds of malformed requests: name, path, body, and the pointer or word that the answer must hold.</summary>
    private static readonly (string Kind, string Path, Func<int, string> Body, string Names)[] Kinds =
    [
        ("empty", "/v1/batch", _ => "", "body is empty"),
        ("not JSON", "/v1/batch", n => new string('x', n + 1), "not JSON"),
        ("cut off", "/v1/batch", n => "{\"batch\":[{\"type\":\"track\"".PadRight(30 + n), "not JSON"),
        ("an array", "/v1/batch", n => "[" + string.Join(',', Enumerable.Repeat("1", n)) + "]", "must be an object"),
        ("a number", "/v1/track", n => $"{n}", "must be an object"),
        ("no batch", "/v1/batch", n => $"{{\"events{n}\":[]}}", "/batch"),
        ("batch an object", "/v1/batch", n => $"{{\"batch\":{{\"{n}\":1}}}}", "/batch"),
        ("batch context a text", "/v1/batch", n => $"{{\"batch\":[],\"context\":\"{n}\"}}", "/context"),
        ("event a text", "/v1/batch", n => Batch($"\"{n}\""), "/batch/0"),
        ("no type", "/v1/batch", n => Batch($"{{\"userId\":\"{n}\"}}"), "/batch/0/type"),
        ("unknown type", "/v1/batch", n => Batch($"{{\"type\":\"t{n}\",\"userId\":\"u\"}}"), "/batch/0/type"),
        ("type a number", "/v1/batch", n => Batch($"{{\"type\":{n},\"userId\":\"u\"}}"), "/batch/0/type"),
        ("no person", "/v1/track", n => $"{{\"event\":\"e{n}\"}}", "/userId"),
        ("person an object", "/v1/track", n => $"{{\"event\":\"e\",\"userId\":{{\"id\":{n}}}}}", "/userId"),
        ("person too long", "/v1/track", n => $"{{\"event\":\"e\",\"userId\":\"{new string('u', 256 + n)}\"}}", "/userId"),
        ("no event name", "/v1/track", n => $"{{\"userId\":\"{n}\"}}", "/event"),
        ("event name a list", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":[{n}]}}", "/event"),
        ("event name too long", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":\"{new string('e', 256 + n)}\"}}", "/event"),
        ("properties a text", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":\"e\",\"properties\":\"{n}\"}}", "/properties"),
        ("traits a list", "/v1/identify", n => $"{{\"userId\":\"u\",\"traits\":[{n}]}}", "/traits"),
        ("context a number", "/v1/page", n => $"{{\"userId\":\"u\",\"context\":{n}}}", "/context"),
        ("products a text", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":\"e\",\"properties\":{{\"products\":\"{n}\"}}}}", "/properties/products"),
        ("a product a number", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":\"e\",\"properties\":{{\"products\":[{n}]}}}}", "/properties/products/0"),
        ("half a character", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":\"\\ud8{n:x2}\"}}", "Unicode"),
        ("too deep", "/v1/track", n => string.Concat(Enumerable.Repeat("{\"a\":", 70 + n)), "not JSON"),
        ("event too large", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":\"e\",\"properties\":{{\"a\":\"{new string('a', 33_000 + n)}\"}}}}", "32768"),
        ("request too large", "/v1/batch", n => new string(' ', 513_000 + n), "512000"),
        ("no group", "/v1/group", n => $"{{\"userId\":\"{n}\"}}", "/groupId"),
        ("alias of nobody", "/v1/alias", n => $"{{\"userId\":\"{n}\"}}", "/previousId"),
        ("messageId a list", "/v1/track", n => $"{{\"userId\":\"u\",\"event\":\"e\",\"messageId\":[{n}]}}", "/messageId"),
    ];

    [Fact]
    [Trait("Feature", "S24")]
    public async Task Capture_HundredsOfMalformedBodies_AnswersWithoutFaultAndNamesTheField()
    {
        Assert.True(Kinds.Length * OfEachKind >= 500);
        foreach ((string kind, string path, Func<int, string> body, string names) in Kinds)
            for (int number = 0; number < OfEachKind; number++)
            {
                using HttpResponseMessage answer = await shop.App.PostAsync(path, body(number));
                string text = await answer.Content.ReadAsStringAsync();
                Assert.True(IsRefusal(answer, text), $"{kind} {number}: {answer.StatusCode} {text}");
                Assert.True(text.Contains(names, StringComparison.Ordinal), $"{kind} {number} does not name {names}: {text}");
            }
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic d3Jvbmc6")]
    [InlineData("Bearer x")]
    public async Task Capture_WrongKey_IsAProblemThatSaysWhereToSendIt(string authorization)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/track") { Content = new StringContent("{\"userId\":\"u\",\"event\":\"e\"}") };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpClient client = new() { BaseAddress = shop.App.Address };

        using HttpResponseMessage answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("HTTP Basic", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capture_BodyThatIsNotGzip_IsAProblem()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/track") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}")) };
        request.Content.Headers.ContentEncoding.Add("gzip");

        using HttpResponseMessage answer = await shop.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>A problem, or Segment's 200 with an event that was not just accepted.</summary>
    private static bool IsRefusal(HttpResponseMessage answer, string text) => answer.StatusCode is HttpStatusCode.OK
        ? JsonElement.Parse(text).GetProperty("rejected").GetInt32() == 1
        : (int)answer.StatusCode is >= 400 and < 500 && answer.Content.Headers.ContentType?.MediaType == "application/problem+json";

    private static string Batch(string item) => $"{{\"batch\":[{item}]}}";
}
