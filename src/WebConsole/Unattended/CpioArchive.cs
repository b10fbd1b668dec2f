using System.Globalization;
using System.Text;

namespace WebConsole.Unattended;

/// <summary>
/// Writes files as a cpio archive of the form <c>newc</c>, which Linux unpacks when it is appended to an initial RAM disk: later
/// archives add to what is before them.
/// </summary>
/// <seealso href="https://docs.kernel.org/driver-api/early-userspace/buffer-format.html"/>
internal static class CpioArchive
{
    /// <summary>An archive has to begin at a multiple of this, and zeros may stand before it.</summary>
    public const int Alignment = 4;

    private const int PlainFileForItsOwner = 0x8180, Directory = 0, Fields = 13;
    private const string Trailer = "TRAILER!!!";

    /// <param name="files">Names of ours, without folders, and texts.</param>
    public static byte[] Of(IReadOnlyDictionary<string, string> files)
    {
        using var archive = new MemoryStream();
        foreach (var (index, (name, text)) in files.Index())
            Write(archive, index + 1, PlainFileForItsOwner, name, Encoding.UTF8.GetBytes(text));
        Write(archive, 0, Directory, Trailer, []);
        return archive.ToArray();
    }

    private static void Write(MemoryStream archive, int inode, int mode, string name, byte[] bytes)
    {
        var path = Encoding.ASCII.GetBytes(name + '\0');
        // inode, mode, owner, group, links, time, size, four numbers of devices, the name's length, a checksum that newc has not.
        int[] fields = [inode, mode, 0, 0, 1, 0, bytes.Length, 0, 0, 0, 0, path.Length, 0];
        var head = new StringBuilder("070701", 6 + Fields * 8);
        foreach (var field in fields)
            head.Append(CultureInfo.InvariantCulture, $"{field:x8}");
        archive.Write(Encoding.ASCII.GetBytes(head.ToString()));
        archive.Write(path);
        Align(archive);
        archive.Write(bytes);
        Align(archive);
    }

    private static void Align(MemoryStream archive)
    {
        while (archive.Length % Alignment != 0)
            archive.WriteByte(0);
    }
}
