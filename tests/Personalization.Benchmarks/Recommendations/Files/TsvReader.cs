using System.Globalization;

namespace Personalization.Benchmarks.Recommendations.Files;

/// <summary>Reads a file of tab-separated columns that its first line names.</summary>
internal sealed class TsvReader : IDisposable
{
    private readonly string path;
    private readonly StreamReader file;
    private readonly string[] header;
    private string[] fields = [];
    private int line = 1;

    public TsvReader(string path)
    {
        this.path = path;
        try
        {
            file = new StreamReader(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException(path, fault);
        }
        header = file.ReadLine()?.Split('\t') ?? throw Bad("the file is empty; a line with the names of the columns was expected");
    }

    /// <summary>Goes to the next line that is not empty.</summary>
    public bool Read()
    {
        while (file.ReadLine() is { } text)
        {
            line++;
            if (text.Length == 0) continue;
            fields = text.Split('\t');
            if (fields.Length < header.Length) throw Bad($"{fields.Length} columns, but the first line names {header.Length}");
            return true;
        }
        return false;
    }

    public bool Has(string name) => Array.IndexOf(header, name) >= 0;

    /// <summary>Place of the first of the columns that is there.</summary>
    public int Column(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (Array.IndexOf(header, name) is >= 0 and int place) return place;
        throw Bad($"no column {string.Join(" or ", names.ToArray())}; there are {string.Join(", ", header)}");
    }

    /// <summary>Place of a column that need not be there, or -1.</summary>
    public int OptionalColumn(string name) => Array.IndexOf(header, name);

    /// <summary>The value of a column, which must not be empty.</summary>
    public string Text(int column) => fields[column] is { Length: > 0 } text ? text : throw Bad($"{header[column]} is empty");

    /// <summary>The value of a column, empty where the column is not there.</summary>
    public string OptionalText(int column) => column < 0 ? "" : fields[column];

    public double Number(int column) =>
        double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 && double.IsFinite(number)
            ? number
            : throw Bad($"{header[column]} is \"{fields[column]}\", not a number of at least 0");

    public BadFileException Bad(string problem) => new(path, line, problem);

    public void Dispose() => file.Dispose();
}
