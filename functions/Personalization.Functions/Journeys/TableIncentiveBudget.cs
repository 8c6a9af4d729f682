using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Personalization.Common;
using Personalization.Functions.Storage;
using Personalization.Journeys;

namespace Personalization.Functions.Journeys;

/// <summary>Budgets in the table <c>incentives</c>: one partition each, a row for each reservation and one with their sum, written together.</summary>
internal sealed class TableIncentiveBudget : IIncentiveBudget, IDisposable
{
    private const string SumRow = "sum";
    private const int Attempts = 30;

    private readonly TableClient table;
    private readonly Once created;

    public TableIncentiveBudget(TableServiceClient tables)
    {
        table = tables.GetTableClient("incentives");
        created = new Once(token => table.CreateIfNotExistsAsync(token));
    }

    public async Task<bool> TryReserveAsync(string budget, string reservation, decimal amount, decimal limit, CancellationToken cancellationToken)
    {
        string row = "r-" + StableHash.Hex(reservation);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await FindAsync(budget, row, cancellationToken) is not null) return true;
            TableEntity? sum = await FindAsync(budget, SumRow, cancellationToken);
            decimal spent = sum is null ? 0 : decimal.Parse(sum.GetString("Amount")!, CultureInfo.InvariantCulture);
            if (spent + amount > limit) return false;
            if (await TryWriteAsync(budget, row, amount, spent + amount, sum?.ETag, cancellationToken)) return true;
        }
        throw new IOException("A budget was changed by others at every attempt to take something out of it");
    }

    public void Dispose() => created.Dispose();

    private async Task<TableEntity?> FindAsync(string budget, string row, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await created.UseAsync(() => table.GetEntityIfExistsAsync<TableEntity>(budget, row, cancellationToken: cancellationToken), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task<bool> TryWriteAsync(string budget, string row, decimal amount, decimal sum, ETag? version, CancellationToken cancellationToken)
    {
        TableTransactionAction[] both =
        [
            new(TableTransactionActionType.Add, Entity(budget, row, amount)),
            version is { } known ? new(TableTransactionActionType.UpdateReplace, Entity(budget, SumRow, sum), known) : new(TableTransactionActionType.Add, Entity(budget, SumRow, sum)),
        ];
        try
        {
            await created.UseAsync(() => table.SubmitTransactionAsync(both, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            return false;
        }
    }

    // A sum of money is kept to the last digit.
    private static TableEntity Entity(string budget, string row, decimal amount) => new(budget, row) { ["Amount"] = amount.ToString(CultureInfo.InvariantCulture) };
}
