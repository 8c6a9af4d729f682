namespace Personalization.Benchmarks.Recommendations.Files;

/// <summary>A file that cannot be read as what it should be; the message says where.</summary>
internal sealed class BadFileException : Exception
{
    public BadFileException(string path, int line, string problem) : base($"{path}, line {line}: {problem}")
    {
    }

    /// <summary>For a file that cannot be read at all.</summary>
    public BadFileException(string path, Exception fault) : base($"{path} cannot be read: {fault.Message}", fault)
    {
    }
}
