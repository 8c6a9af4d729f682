using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Assistant;
using Personalization.Assistant.Limits;
using Personalization.Assistant.Proposals;
using Personalization.Common;
using Personalization.Functions.Assistant.Mcp;
using Personalization.Functions.Http;
using JsonFields = Personalization.Functions.Http.JsonFields;

namespace Personalization.Functions.Assistant;

/// <summary>The assistant for shoppers and for merchants. Both have a second route that ends in <c>/completions</c>, where OpenAI's client libraries look: routes of their own, since one pattern for both would need a regular expression at every start.</summary>
public sealed class AssistantFunctions
{
    private const int LargestBody = 128 * 1024, VisitorsPerAddress = 20;

    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"It may have {LargestBody} bytes: send the question alone, what was said before is known here.");

    private readonly ChatReader reader;
    private readonly AssistantDesk desk;
    private readonly ProposalDesk proposals;
    private readonly QuestionRates rates;
    private readonly McpKeys clients;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public AssistantFunctions(ChatReader reader, AssistantDesk desk, ProposalDesk proposals, QuestionRates rates, McpKeys clients, TimeProvider time) =>
        (this.reader, this.desk, this.proposals, this.rates, this.clients, this.time) = (reader, desk, proposals, rates, clients, time);

    /// <summary>Answers a shopper.</summary>
    [Function("ChatWithShopper")]
    public Task<IResult> Shopper(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/assistant/chat")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        ChatAsync(request, AssistantAudience.Shopper, context.InvocationId, cancellationToken);

    /// <summary>Answers a shopper, as OpenAI's client libraries ask.</summary>
    [Function("CompleteChatWithShopper")]
    public Task<IResult> ShopperCompletion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/assistant/chat/completions")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        Shopper(request, context, cancellationToken);

    /// <summary>Answers a merchant.</summary>
    [Function("ChatWithMerchant")]
    public Task<IResult> Merchant(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/merchant/chat")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        ChatAsync(request, AssistantAudience.Merchant, context.InvocationId, cancellationToken);

    /// <summary>Answers a merchant, as OpenAI's client libraries ask.</summary>
    [Function("CompleteChatWithMerchant")]
    public Task<IResult> MerchantCompletion(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/merchant/chat/completions")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        Merchant(request, context, cancellationToken);

    private async Task<IResult> ChatAsync(HttpRequest request, AssistantAudience audience, string invocation, CancellationToken cancellationToken)
    {
        IResult answer = await AnswerAsync(request, audience, invocation, cancellationToken);
        return IsCompletion(request) && answer is RefusedChat refused ? refused.ForOpenAI() : answer;
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, AssistantAudience audience, string invocation, CancellationToken cancellationToken)
    {
        // The answer to a merchant holds approval tokens.
        if (audience is AssistantAudience.Merchant && clients.ClientOf(request) is not null) return new RefusedChat(McpKeys.NotAPerson);
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return new RefusedChat(TooLarge);
        if (!JsonFields.TryParse(body, out JsonElement root)) return new RefusedChat(JsonFields.NotAnObject);
        ChatReading reading = reader.Read(root, audience, invocation);
        if (reading.Request is not { } read) return new RefusedChat(reading.Problem!);
        ChatRequest asked = read with { Completion = IsCompletion(request), Address = CallerAddress.Of(request) };
        if (Wait(asked) is { } wait)
            return new RefusedChat(new Problem(429, "too-many-questions", "Too many questions", "Nothing was asked. Ask again after the time in Retry-After.", RetryAfter: wait));
        OpenedConversation opened = await desk.OpenAsync(asked, cancellationToken);
        return opened.Stored is { } conversation ? new ChatAnswer(desk, proposals, conversation, asked, time) : new RefusedChat(opened.Problem!);
    }

    private static bool IsCompletion(HttpRequest request) => request.Path.Value?.EndsWith("/completions", StringComparison.OrdinalIgnoreCase) is true;

    // A visitor's name costs nothing, so the address counts too, for as many visitors as may well share one.
    private TimeSpan? Wait(ChatRequest asked) =>
        rates.Take((asked.Caller.Visitor?.Value ?? asked.Caller.Author) is { } who ? $"{asked.Caller.Audience} {who}" : "conversation " + asked.Caller.Conversation)
        ?? (asked.Address is { } address ? rates.Take("address " + address, VisitorsPerAddress) : null);
}
