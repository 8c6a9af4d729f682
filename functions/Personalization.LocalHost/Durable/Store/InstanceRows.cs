using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Durable;

/// <summary>
/// The rows of one instance, all in its own partition, so that a step is one transaction: <c>i</c> the state, <c>h-turn-page</c> pages of the present
/// turn's history, <c>o-key</c> messages that are not delivered yet.
/// </summary>
internal static class InstanceRows
{
    public const string State = "i";

    public static string Page(int generation, int page) => string.Create(CultureInfo.InvariantCulture, $"h-{generation:D10}-{page:D6}");

    public static string Outgoing(string key) => $"o-{key}";

    /// <summary>The state's row, without the input.</summary>
    public static async Task<TableEntity> RowAsync(Payloads payloads, InstanceState state, TablePlace place, CancellationToken cancellationToken)
    {
        TableEntity row = new(state.InstanceId, State)
        {
            // Looked at by queries; everything else is in the state.
            ["Over"] = state.IsOver,
            ["Work"] = state.HasWork,
            ["Status"] = state.Status.ToString(),
            ["Step"] = place.Step,
            ["Pages"] = place.Pages,
            ["Generation"] = state.Generation,
        };
        if (state.NextDue is { } due) row["Due"] = due;
        await payloads.SetAsync(row, "State", state.InstanceId, JsonSerializer.SerializeToUtf8Bytes(state, StoreJson.Default.InstanceState), cancellationToken);
        return row;
    }

    public static async Task InputAsync(Payloads payloads, TableEntity row, InstanceState state, CancellationToken cancellationToken)
    {
        if (state.Input is { } input) await payloads.SetAsync(row, "Input", state.InstanceId, Encoding.UTF8.GetBytes(input), cancellationToken);
    }

    /// <summary>The input as an earlier row has it.</summary>
    public static void SameInput(TableEntity row, TableEntity before)
    {
        foreach (string name in (string[])["Input", "InputBlob"])
        {
            if (before.TryGetValue(name, out object? value)) row[name] = value;
        }
    }

    public static async Task<InstanceState> ReadAsync(Payloads payloads, TableEntity row, CancellationToken cancellationToken)
    {
        byte[] state = (await payloads.GetAsync(row, "State", cancellationToken))!;
        byte[]? input = await payloads.GetAsync(row, "Input", cancellationToken);
        return JsonSerializer.Deserialize(state, StoreJson.Default.InstanceState)! with { Input = input is null ? null : Encoding.UTF8.GetString(input) };
    }
}

/// <summary>Where the table has an instance: what the next step must know to write.</summary>
/// <param name="Row">The state's row as written.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Step">Names the step that wrote it: a transaction whose answer was lost is known by it.</param>
/// <param name="Pages">Pages of history.</param>
/// <param name="Tail">What the last page holds, where it can grow.</param>
internal sealed record TablePlace(TableEntity Row, ETag ETag, string Step, int Pages, byte[] Tail);
