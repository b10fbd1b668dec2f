namespace WebConsole.OsInfo.Defaults;

/// <summary>Machine types without their versions: of one family, machines have the same devices.</summary>
internal static class MachineFamily
{
    /// <summary>The family of a type, <c>q35</c> for <c>pc-q35-8.2</c>; <c>null</c> for one that is not for ordinary machines.</summary>
    public static string? Of(string type) => type switch
    {
        "q35" => "q35",
        "pc" => "pc",
        _ when type.StartsWith("pc-q35-", StringComparison.Ordinal) => "q35",
        _ when type.StartsWith("pc-", StringComparison.Ordinal) => "pc",
        _ when type.Split('-') is [var name and ("virt" or "pseries"), ..] => name,
        _ when type.StartsWith("s390-ccw-virtio", StringComparison.Ordinal) => "s390-ccw-virtio",
        _ => null,
    };
}
