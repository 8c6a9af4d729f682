namespace Personalization.Benchmarks.Tests;

/// <summary>A file of a test; a space in its lines stands for a tab, an underscore for a space.</summary>
internal sealed class TextFile : IDisposable
{
    public TextFile(params ReadOnlySpan<string> lines)
    {
        Path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("bench-test-").FullName, "file.tsv");
        File.WriteAllText(Path, string.Join('\n', lines.ToArray()).Replace(' ', '\t').Replace('_', ' ').Replace("~", "_", StringComparison.Ordinal));
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
