using Personalization.Functions.Journeys.Carts;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.LocalHost.Durable;
using Personalization.Messages;

namespace Personalization.Benchmarks.Journeys;

/// <summary>
/// The app's orchestrator of abandoned carts; what it looks at is made up, so that the engine is measured and nothing else: two reminders, each
/// after a wait, and the end. Or it waits for months.
/// </summary>
internal sealed class CannedJourney(bool waits, TimeProvider time) : IDurableCode
{
    public const string Person = "u:0123456789";

    public static AbandonedCartState Input(DateTimeOffset now) => new(Person, "", now) { LastChange = now };

    public OrchestratorFunction? Orchestrator(string name) =>
        name == AbandonedCartFunctions.Orchestrator ? async context => await AbandonedCartFunctions.RunAsync(context) : null;

    public ActivityFunction? Activity(string name) => (call, _) => Task.FromResult<object?>(name == AbandonedCartFunctions.LookActivity ? Look(call.Input) : null);

    private JourneyTurn<AbandonedCartState> Look(string? input)
    {
        AbandonedCartState state = JsonConverter.Instance.Deserialize<AbandonedCartState>(input)!;
        DateTimeOffset now = time.GetUtcNow();
        if (waits) return JourneyTurn.Wait(state, now.AddDays(90), AbandonedCartRules.First);
        if (state.Steps.Length == 2) return JourneyTurn.End(state, JourneyEnds.Done);
        string step = state.Steps.IsEmpty ? AbandonedCartRules.First : AbandonedCartRules.Second;
        SendMessage message = new(step, MessageChannel.Email, "cart-reminder", System.Text.Json.JsonElement.Parse("""{"items":[{"name":"Kite","price":"19.90"}]}"""));
        // The loop waits a second at least.
        return JourneyTurn.Wait(state with { Steps = state.Steps.Add(step), SentAt = now }, now, step, message);
    }
}
