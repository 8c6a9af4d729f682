namespace Personalization.Functions.Tests.Journeys;

public sealed class DurableRulesTests
{
    [Fact]
    public void App_Orchestrators_KeepTheRules() => Assert.Empty(DurableRules.Check(OrchestrationCode.OfTheApp()));

    [Theory]
    [InlineData("", "await context.CallActivityAsync<string>(\"Greet\", new Order(context.CurrentUtcDateTime, context.NewGuid()));")]
    [InlineData("", "while (true) { if (Helper.Stop(context)) context.ContinueAsNew(1); }")]
    [InlineData("", "await context.CallActivityAsync(nameof(Planted.Plain)); context.CreateReplaySafeLogger<int>().LogInformation(\"x\");")]
    [InlineData("", "await context.CallSubOrchestratorAsync<string>(\"Other\", 7);")]
    [InlineData("", "await Helper.Through(context, \"Greet\", new Order(default, default));")]
    [InlineData(", int input", "await context.CreateTimer(TimeSpan.FromHours(input), CancellationToken.None);")]
    public void Check_RightCode_FindsNothing(string parameters, string body) => Assert.Empty(Check(parameters, body));

    [Theory]
    [InlineData("DURABLE0001", "_ = DateTime.UtcNow;")]
    [InlineData("DURABLE0001", "_ = TimeProvider.System.GetUtcNow();")]
    [InlineData("DURABLE0001", "Helper.Deep();")]
    [InlineData("DURABLE0001", "Func<int> call = Helper.Deep; call();")]
    [InlineData("DURABLE0001", "_ = new Clock().Property;")]
    [InlineData("DURABLE0002", "_ = Guid.NewGuid();")]
    [InlineData("DURABLE0002", "_ = Random.Shared.Next();")]
    [InlineData("DURABLE0003", "await Task.Delay(1);")]
    [InlineData("DURABLE0003", "Thread.Sleep(1);")]
    [InlineData("DURABLE0004", "new Thread(() => { }).Start();")]
    [InlineData("DURABLE0004", "await Task.Run(() => 1);")]
    [InlineData("DURABLE0004", "await context.CallActivityAsync(\"Plain\").ConfigureAwait(false);")]
    [InlineData("DURABLE0005", "await new HttpClient().GetStringAsync(\"https://shop.example\");")]
    [InlineData("DURABLE0005", "File.Delete(\"x\");")]
    [InlineData("DURABLE0006", "_ = Environment.GetEnvironmentVariable(\"x\");")]
    [InlineData("DURABLE0010", "Helper.Logger.LogInformation(\"x\");")]
    [InlineData("DURABLE0011", "while (true) await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);")]
    [InlineData("DURABLE0011", "for (;;) Helper.Plain();")]
    [InlineData("DURABLE2001", "await context.CallActivityAsync<string>(\"Greet\", 1);")]
    [InlineData("DURABLE2001", "await context.CallActivityAsync<string>(\"Greet\");")]
    [InlineData("DURABLE2001", "await context.CallSubOrchestratorAsync<string>(\"Other\", \"x\");")]
    [InlineData("DURABLE2002", "await context.CallActivityAsync<int>(\"Greet\", new Order(default, default));")]
    [InlineData("DURABLE2003", "await context.CallActivityAsync(\"Nobody\");")]
    [InlineData("DURABLE2003", "await Helper.Through(context, \"Nobody\", 1);")]
    [InlineData("DURABLE2001", "await Helper.Through(context, \"Greet\", 1);")]
    [InlineData("stateless", "Helper.Count++;")]
    public void Check_PlantedBody_IsFound(string rule, string body) => Assert.Equal([rule], Check("", body).Select(finding => finding.Rule).Distinct());

    [Theory]
    [InlineData("DURABLE0007", ", CancellationToken token")]
    [InlineData("DURABLE0008", ", [DurableClient] DurableTaskClient client")]
    [InlineData("DURABLE0010", ", ILogger logger", "logger.LogInformation(\"x\");")]
    public void Check_PlantedParameter_IsFound(string rule, string parameters, string body = "") => Assert.Equal([rule], Check(parameters, body).Select(finding => finding.Rule).Distinct());

    [Theory]
    [InlineData("DURABLE1001", "[Function(\"X\")] public static Task X([OrchestrationTrigger] object context) => Task.CompletedTask;")]
    [InlineData("DURABLE1002", "[Function(\"X\")] public static Task X([DurableClient] object client) => Task.CompletedTask;")]
    [InlineData("DURABLE1003", "[Function(\"X\")] public static Task X([EntityTrigger] object entity) => Task.CompletedTask;")]
    [InlineData("stateless", "private readonly int much; [Function(\"X\")] public Task<int> X([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(much);")]
    public void Check_PlantedFunction_IsFound(string rule, string function) => Assert.Equal([rule], Check("", "", function).Select(finding => finding.Rule).Distinct());

    private static IReadOnlyList<DurableFinding> Check(string parameters, string body, string function = "") => DurableRules.Check(new OrchestrationCode([("planted.cs", $$"""
        using Microsoft.Azure.Functions.Worker; using Microsoft.DurableTask; using Microsoft.DurableTask.Client; using Microsoft.Extensions.Logging;
        public sealed record Order(DateTime At, Guid Id);
        public sealed class EntityTriggerAttribute : Attribute;
        public sealed class Clock { public int Property => Helper.Deep(); }
        public static class Helper
        {
            public static int Count;
            public static ILogger Logger { get; } = null!;
            public static int Plain() => 1;
            public static int Deep() => Deeper().Year;
            public static bool Stop(TaskOrchestrationContext context) { context.ContinueAsNew(1); return true; }
            public static Task<string> Through<T>(TaskOrchestrationContext context, string activity, T input) => context.CallActivityAsync<string>(activity, input);
            private static DateTime Deeper() => DateTime.Now;
        }
        public sealed class Planted
        {
            [Function("Go")] public static async Task<string> Go([OrchestrationTrigger] TaskOrchestrationContext context{{parameters}}) { await Task.CompletedTask; {{body}} return ""; }
            [Function("Other")] public static Task<string> Other([OrchestrationTrigger] TaskOrchestrationContext context, int days) => Task.FromResult("");
            [Function("Greet")] public static Task<string> Greet([ActivityTrigger] Order order) => Task.FromResult($"{DateTime.UtcNow}");
            [Function("Plain")] public static Task Plain([ActivityTrigger] TaskActivityContext context) => Task.Delay(1);
            {{function}}
        }
        """)]));
}
