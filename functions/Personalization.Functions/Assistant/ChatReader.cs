using System.Text.Json;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Common;
using Personalization.Functions.Privacy.Own;
using Personalization.Profiles;
using JsonFields = Personalization.Functions.Http.JsonFields;

namespace Personalization.Functions.Assistant;

/// <summary>
/// Reads questions: <c>{"message":"…"}</c>, or <c>messages</c> as OpenAI's clients send them, of which only the last one of the user's counts: what was said
/// before is known here, and what a client says that the assistant said is not believed.
/// </summary>
/// <param name="links">Reads the tokens that say who somebody is beyond doubt.</param>
public sealed class ChatReader(OwnLinks links)
{
    private const int MostCart = 50, IdLength = 64, TextLength = 200;

    private static readonly Problem NoQuestion = Invalid("message", "Send {\"message\":\"…\"}, or messages whose last one is the user's.");
    private static readonly Problem TooLong = Invalid("message", $"A question has {ConversationLimits.QuestionLength} characters at most.");
    private static readonly Problem NoPerson = Invalid("userId", "userId and anonymousId are texts of up to 200 characters.");
    private static readonly Problem NoToken = new(403, "unknown-token", "The customer token is not one of ours, or is over", "Make a new one with POST /v1/privacy/links, or leave it out.");
    private static readonly Problem NoConversation = Invalid("conversationId", "A conversation's id is the one that an answer named.");
    private static readonly Problem NoAuthor = Invalid("author", "author is the name that a member of staff goes by, up to 200 characters.");

    /// <summary>Reads a question.</summary>
    /// <param name="root">The body.</param>
    /// <param name="audience">Who is served there.</param>
    /// <param name="newId">The id of the conversation if it begins now.</param>
    public ChatReading Read(JsonElement root, AssistantAudience audience, string newId)
    {
        if (Question(root) is not { } question || string.IsNullOrWhiteSpace(question)) return Refused(NoQuestion);
        if (question.Length > ConversationLimits.QuestionLength) return Refused(TooLong);
        string? conversation = JsonFields.Text(root, "conversationId") ?? Metadata(root, "conversationId");
        if (conversation is not null && (conversation.Length is 0 or > IdLength || !conversation.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-'))) return Refused(NoConversation);
        AssistantCaller caller = new(audience, conversation ?? newId, Short(root, "language")) { ProductId = Short(root, "productId"), Cart = Cart(root) };
        if (audience is AssistantAudience.Merchant)
        {
            string author = JsonFields.Text(root, "author") ?? "merchant";
            if (author.Length is 0 or > TextLength) return Refused(NoAuthor);
            return new ChatReading(new ChatRequest(question.Trim(), caller with { Author = author }, conversation is not null, Stream(root)) { UsageChunk = UsageChunk(root) }, null);
        }
        CallerReading who = Visitor(caller, JsonFields.Text(root, "customerToken"), Person(root, "userId"), Person(root, "anonymousId") ?? JsonFields.Text(root, "user"));
        return who.Caller is { } visitor
            ? new ChatReading(new ChatRequest(question.Trim(), visitor, conversation is not null, Stream(root)) { UsageChunk = UsageChunk(root) }, null)
            : Refused(who.Problem!);
    }

    /// <summary>Reads who asks without a question.</summary>
    /// <param name="field">Gives a field by its name, or null.</param>
    /// <param name="newId">Stands for the conversation.</param>
    public CallerReading Visitor(Func<string, string?> field, string newId)
    {
        string? Short(string name) => field(name) is { Length: > 0 and <= TextLength } text ? text : null;
        AssistantCaller caller = new(AssistantAudience.Shopper, newId, Short("language")) { ProductId = Short("productId") };
        return Visitor(caller, field("customerToken"), field("userId"), field("anonymousId"));
    }

    private CallerReading Visitor(AssistantCaller caller, string? token, string? user, string? device)
    {
        PersonKey? verified = null;
        if (token is not null && (verified = links.Read(token)) is null) return new(null, NoToken);
        if ((user ?? device)?.Length is 0 or > TextLength) return new(null, NoPerson);
        PersonKey? said = user is not null ? PersonKey.User(user) : device is not null ? PersonKey.Anonymous(device) : null;
        return new(caller with { Visitor = verified ?? said, Verified = verified }, null);
    }

    private static string? Question(JsonElement root)
    {
        if (JsonFields.Text(root, "message") is { } message) return message;
        if (!root.TryGetProperty("messages", out JsonElement all) || all.ValueKind is not JsonValueKind.Array || all.GetArrayLength() == 0) return null;
        JsonElement last = all[all.GetArrayLength() - 1];
        if (last.ValueKind is not JsonValueKind.Object || JsonFields.Text(last, "role") is not "user" || !last.TryGetProperty("content", out JsonElement content)) return null;
        return content.ValueKind is JsonValueKind.Array
            ? string.Join('\n', content.EnumerateArray().Where(part => part.ValueKind is JsonValueKind.Object).Select(part => JsonFields.Text(part, "text")).OfType<string>())
            : JsonFields.Text(last, "content");
    }

    // Where OpenAI's clients can put what its API has no field for.
    private static string? Metadata(JsonElement root, string name) =>
        root.TryGetProperty("metadata", out JsonElement more) && more.ValueKind is JsonValueKind.Object ? JsonFields.Text(more, name) : null;

    private static string? Person(JsonElement root, string name) => JsonFields.Text(root, name) ?? Metadata(root, name);

    private static string? Short(JsonElement root, string name) =>
        (JsonFields.Text(root, name) ?? Metadata(root, name)) is { Length: > 0 and <= TextLength } text ? text : null;

    private static string[]? Cart(JsonElement root) =>
        root.TryGetProperty("cart", out JsonElement cart) && cart.ValueKind is JsonValueKind.Array
            ? [.. cart.EnumerateArray().Take(MostCart).Select(JsonFields.Text).OfType<string>().Where(one => one.Length is > 0 and <= TextLength)]
            : null;

    private static bool Stream(JsonElement root) => root.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind is JsonValueKind.True;

    private static bool UsageChunk(JsonElement root) =>
        root.TryGetProperty("stream_options", out JsonElement options) && options.ValueKind is JsonValueKind.Object && options.TryGetProperty("include_usage", out JsonElement wanted)
        && wanted.ValueKind is JsonValueKind.True;

    private static ChatReading Refused(Problem problem) => new(null, problem);

    private static Problem Invalid(string pointer, string detail) => new(400, "invalid-question", "The question cannot be read", detail, [new ProblemError("invalid", "/" + pointer, detail)]);
}
