namespace Personalization.Testing;

/// <summary>Finds the repository from the folder that the tests run in.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Serverless.sln")))
                return folder.FullName;
        throw new InvalidOperationException("No Serverless.sln above " + AppContext.BaseDirectory);
    }
}
