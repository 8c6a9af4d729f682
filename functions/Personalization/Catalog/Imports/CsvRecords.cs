using System.Text.Unicode;
using CsvHelper;

namespace Personalization.Catalog.Imports;

/// <summary>Reads the records of a CSV file. Where quotes went wrong it gives up one line, not the rest of the file.</summary>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>Bytes of one record.</summary>
    private const int LongestRecord = 64 * 1024;

    private readonly ReplayStream file;
    private readonly ImportLedger ledger;
    private CsvReaderOptions options;
    private CsvReader reader;
    private CsvMalformedReason? reason;
    private long linesBefore;
    private long placeOffset;
    private long placeLine = 1;

    public CsvRecords(Stream source, string? delimiter, ImportLedger ledger)
    {
        file = new ReplayStream(source);
        this.ledger = ledger;
        options = CsvReaderOptions.Default with
        {
            HasHeader = false,
            Separator = delimiter?[0],
            TrackLineNumbers = true,
            MaxRecordSize = LongestRecord,
            PoolStrings = true,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => reason = record.Reason,
        };
        reader = CsvReader.Create(file, options, leaveOpen: true);
    }

    /// <summary>Line of the file where the record starts, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>False when the record holds bytes that are no UTF-8; its texts have replacement characters there.</summary>
    public bool IsUtf8 { get; private set; }

    /// <summary>Number of fields of the record.</summary>
    public int Count => reader.FieldCount;

    /// <summary>The text of a field, without outer blanks.</summary>
    public string this[int field] => reader.GetString(field).Trim();

    /// <summary>Goes to the next record that is not empty and not damaged; those that are damaged are counted and rejected. False at the end.</summary>
    /// <param name="fields">Fields that a record has; 0 for any number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<bool> ReadAsync(int fields, CancellationToken cancellationToken)
    {
        while (true)
        {
            bool more = await AdvanceAsync(cancellationToken);
            if (!more && reason is null) return false;
            if (more && IsEmpty()) continue;
            if (Fault(fields) is not { } fault) return true;
            ledger.Read();
            ledger.Reject(Line, fault.Code, fault.Detail);
            if ((!more || reader.RawRecord.ContainsAny((byte)'\r', (byte)'\n')) && !await RestartAsync(cancellationToken)) return false;
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        file.Dispose();
    }

    private async ValueTask<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        reason = null;
        Move(reader.RawRecord.Length, BreaksIn(reader.RawRecord));
        try
        {
            if (!await reader.ReadAsync(cancellationToken)) return false;
        }
        catch (CsvFormatException fault)
        {
            // The only one that a recovering reader throws: the record has outgrown the limit.
            reason = CsvMalformedReason.UnterminatedQuote;
            Line = linesBefore + fault.LineNumber;
            return false;
        }
        Line = linesBefore + reader.LineNumber;
        Move(reader.ByteOffset - placeOffset, Line - placeLine);
        IsUtf8 = Utf8.IsValid(reader.RawRecord);
        return true;
    }

    private void Move(long bytes, long lines)
    {
        file.Forget((int)bytes);
        placeOffset += bytes;
        placeLine += lines;
    }

    /// <summary>Begins again with the line behind the one where the current record starts. False at the end of the file.</summary>
    private async ValueTask<bool> RestartAsync(CancellationToken cancellationToken)
    {
        options = options with { Separator = reader.Separator };
        reader.Dispose();
        file.Rewind();
        for (; placeLine <= Line; placeLine++)
            if (!await file.SkipLineAsync(cancellationToken)) return false;
        linesBefore = Line;
        placeOffset = 0;
        reader = CsvReader.Create(file, options, leaveOpen: true);
        return true;
    }

    private bool IsEmpty()
    {
        for (int field = 0; field < Count; field++)
            if (!reader.GetSpan(field).Trim(" \t"u8).IsEmpty) return false;
        return true;
    }

    private (string Code, string Detail)? Fault(int fields)
    {
        if (reason is CsvMalformedReason.TextAfterClosingQuote)
            return ("bad_quotes", "There is text behind a closing quote; quotes within a quoted field are doubled.");
        if (reason is CsvMalformedReason.UnterminatedQuote)
            return ("bad_quotes", $"A quote is not closed, or the record is longer than {LongestRecord} bytes.");
        bool onlyBlanksMore = Count > fields && Enumerable.Range(fields, Count - fields).All(field => this[field].Length == 0);
        if (fields == 0 || Count == fields || onlyBlanksMore) return null;
        return ("wrong_field_count", $"The line has {Count} fields; the header has {fields}.");
    }

    private static int BreaksIn(ReadOnlySpan<byte> record) => record.Count((byte)'\n') + record.Count((byte)'\r') - record.Count("\r\n"u8);
}
