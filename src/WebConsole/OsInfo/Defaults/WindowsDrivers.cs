namespace WebConsole.OsInfo.Defaults;

/// <summary>The folders of the virtio-win image, which holds drivers for Windows.</summary>
/// <seealso href="https://github.com/virtio-win/virtio-win-pkg-scripts"/>
internal static class WindowsDrivers
{
    /// <summary>The folder for a version of Windows; <c>null</c> for one that there are no drivers for.</summary>
    public static string? FolderOf(Os os) => os.ShortId switch
    {
        "win11" => "w11",
        "win10" => "w10",
        "win8.1" => "w8.1",
        "win8" => "w8",
        "win7" => "w7",
        "win2k25" => "2k25",
        "win2k22" => "2k22",
        "win2k19" => "2k19",
        "win2k16" => "2k16",
        "win2k12r2" => "2k12R2",
        "win2k12" => "2k12",
        "win2k8r2" => "2k8R2",
        "win2k8" => "2k8",
        _ => null,
    };
}
