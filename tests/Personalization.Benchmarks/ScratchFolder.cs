namespace Personalization.Benchmarks;

/// <summary>Where the emulator keeps its files: in memory where there is room, so that the disk is not what is measured.</summary>
internal static class ScratchFolder
{
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    public static void Choose()
    {
        if (Environment.GetEnvironmentVariable("TMPDIR") is null && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room)
            Environment.SetEnvironmentVariable("TMPDIR", Memory);
    }
}
