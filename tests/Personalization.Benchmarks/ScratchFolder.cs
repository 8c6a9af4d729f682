namespace Personalization.Benchmarks;

/// <summary>Where the emulators and apps keep their files: in memory where there is room, so that the disk is not what is measured.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private const string Setting = "TMPDIR";
    private const long Room = 4L << 30;

    private readonly DirectoryInfo folder;

    /// <summary>Takes whether what is written is too much for memory.</summary>
    public ScratchFolder(bool onDisk = false)
    {
        bool inMemory = !onDisk && Environment.GetEnvironmentVariable(Setting) is null && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room;
        if (inMemory) Environment.SetEnvironmentVariable(Setting, Memory);
        folder = Directory.CreateTempSubdirectory("bench-");
        Environment.SetEnvironmentVariable(Setting, folder.FullName);
    }

    /// <summary>Removes what processes leave behind that are ended without warning.</summary>
    public void Dispose() => folder.Delete(recursive: true);
}
