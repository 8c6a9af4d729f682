using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Assistant;
using Personalization.Assistant.Limits;
using Personalization.Common;
using Personalization.Functions.Http;

namespace Personalization.Functions.Assistant.Hints;

/// <summary>Help before it is asked for.</summary>
/// <param name="reader">Reads who asks.</param>
/// <param name="desk">Chooses.</param>
/// <param name="rates">How often somebody may ask.</param>
public sealed class HintFunctions(ChatReader reader, HintDesk desk, QuestionRates rates)
{
    // A page asks whenever it is opened.
    private const int PagesPerQuestion = 10, VisitorsPerAddress = 20;

    /// <summary>
    /// A few hints for a chat window or a page: <c>?anonymousId=</c> or <c>userId=</c>, <c>customerToken=</c> (who it is beyond doubt), <c>productId=</c> (what is
    /// looked at), <c>language=</c>. The storefront says by the event <c>Hint Shown</c> with <c>hint_id</c> that one was shown; then it is not given again.
    /// </summary>
    [Function("GetHints")]
    public async Task<IResult> Hints([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/assistant/hints")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken)
    {
        CallerReading reading = reader.Visitor(name => request.Query[name].ToString() is { Length: > 0 } text ? text : null, context.InvocationId);
        if (reading.Caller is not { } caller) return Answers.Refusal(reading.Problem!);
        if (Wait(request, caller) is { } wait)
            return Answers.Refusal(new Problem(429, "too-many-questions", "Too many questions", "Ask again after the time in Retry-After.", RetryAfter: wait));
        string language = caller.Language ?? "en";
        return Answers.Own(new HintsBody([.. (await desk.ForAsync(caller, cancellationToken)).Select(hint => HintBody.From(hint, language))]), WireJson.Relaxed.HintsBody);
    }

    private TimeSpan? Wait(HttpRequest request, AssistantCaller caller) =>
        (caller.Visitor is { } visitor ? rates.Take("hints " + visitor.Value, PagesPerQuestion) : null)
        ?? (CallerAddress.Of(request) is { } address ? rates.Take("hints address " + address, PagesPerQuestion * VisitorsPerAddress) : null);
}
