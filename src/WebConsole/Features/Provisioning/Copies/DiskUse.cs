namespace WebConsole.Features.Provisioning.Copies;

/// <summary>What can become of a disk when its machine is copied; the words of the API.</summary>
internal static class DiskUse
{
    public const string Copy = "copy", Link = "link", Share = "share", Omit = "omit";

    public static readonly string[] All = [Copy, Link, Share, Omit];
}
