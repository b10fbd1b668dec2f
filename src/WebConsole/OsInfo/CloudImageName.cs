using System.Text.RegularExpressions;

namespace WebConsole.OsInfo;

/// <summary>Tells cloud images from other disks, by the names that their makers give them: such a disk is set up by cloud-init or Ignition at its first boot.</summary>
public static partial class CloudImageName
{
    /// <param name="fileName">The name.</param>
    /// <param name="match">What the name tells of the system.</param>
    public static bool Is(string fileName, OsImageMatch? match) => match is { HasCloudInit: true } || IgnitionImage.Is(fileName) || Word().IsMatch(fileName);

    // No part of a longer word: "nextcloud" is somebody's machine.
    [GeneratedRegex("(?<![a-z])((generic|no)?cloud(img|init)?|generic)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
