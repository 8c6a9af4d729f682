using System.Globalization;

namespace Personalization.Testing;

/// <summary>The CDNOW purchases: of the 1/10 sample, or of all customers.</summary>
internal static class CdnowFile
{
    /// <summary>The last day of the 39 weeks that models are fitted on.</summary>
    public static readonly DateOnly Split = new(1997, 9, 30);

    /// <summary>The last day of the data, 39 weeks later.</summary>
    public static readonly DateOnly Until = new(1998, 6, 30);

    /// <summary>Where the data lie beside the repository.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "../shared/data/cdnow"));

    /// <summary>Purchases by customer.</summary>
    public static ILookup<string, (DateOnly Day, double Value)> Read(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path)) throw new FileNotFoundException($"The CDNOW data are not there. Expected the file {path}.", path);
        return File.ReadLines(path).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(fields => fields.Length >= 4 && char.IsAsciiDigit(fields[0][0]))
            // The sample has a column more, in front. The last three are the same: date, discs, dollars.
            .ToLookup(fields => fields[0], fields => (DateOnly.ParseExact(fields[^3], "yyyyMMdd", CultureInfo.InvariantCulture), double.Parse(fields[^1], CultureInfo.InvariantCulture)));
    }
}
