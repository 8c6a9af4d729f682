using Personalization.Evaluation;
using Personalization.Testing;

if (EvaluationOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync("Usage: scripts/eval assistant [--bank FILE] [--engine offline|model|scripted] [--json] [--help]");
    return 2;
}
if (options.Engine is EvaluationEngine.Model && Environment.GetEnvironmentVariable("Assistant__ModelUrl") is not { Length: > 0 })
{
    await Console.Error.WriteLineAsync("--engine model needs the settings Assistant__ModelUrl, Assistant__Model and, for most, Assistant__ModelKey in the environment.");
    return 2;
}
// The app takes its settings from this process.
if (options.Engine is not EvaluationEngine.Model) Environment.SetEnvironmentVariable("Assistant__ModelUrl", null);
try
{
    IReadOnlyList<BankItem> bank = BankItem.Read(await File.ReadAllLinesAsync(options.Bank ?? Path.Combine(AppContext.BaseDirectory, "bank.jsonl")));
    await Console.Error.WriteLineAsync("Loading the demo shop ...");
    await using ScriptedModel model = await ScriptedModel.StartAsync();
    model.Otherwise = ScriptedAnswers.Of;
    await using EvaluationShop shop = await EvaluationShop.StartAsync(options.Engine is EvaluationEngine.Scripted
        ? new Dictionary<string, string> { ["Assistant__ModelUrl"] = model.Address.ToString(), ["Assistant__Model"] = "scripted", ["Assistant__ModelKey"] = "k" } : null);
    await Console.Error.WriteLineAsync($"Asking {bank.Sum(item => item.Turns.Count)} questions of {bank.Count} conversations ...");
    EvaluationReport report = EvaluationReport.Of(await new EvaluationRun(shop).AskAsync(bank), options.InputPrice, options.OutputPrice);
    await Console.Out.WriteAsync(options.Json ? report.ToJson() : report.ToText());
    return 0;
}
catch (Exception wrong) when (wrong is FormatException or IOException)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
