using System.Text;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// The passphrase of an encrypted volume. libvirt keeps it, under the volume's path, by which it finds it for machines too; no client
/// of libvirt can read it.
/// </summary>
/// <seealso href="https://libvirt.org/formatsecret.html#volume-usage-type"/>
internal static class VolumeSecret
{
    private const string Usage = "volume";

    public static SecretXml Definition(Guid secret, string path)
    {
        var xml = SecretXml.New(secret, Usage, path);
        xml.Description = $"Of the volume {path}";
        return xml;
    }

    public static bool Keep(LibvirtConnection connection, Guid secret, string path, string passphrase)
    {
        using var kept = connection.DefineSecret(Definition(secret, path).ToXml());
        kept.SetValue(Encoding.UTF8.GetBytes(passphrase));
        return true;
    }

    /// <summary>Deletes what is kept for a path at which there is no volume any more.</summary>
    public static void ForgetOf(LibvirtConnection connection, string path)
    {
        foreach (var secret in connection.ListSecrets())
        {
            using (secret)
            {
                if (SecretXml.Parse(secret.GetXml()) is { UsageType: Usage } kept && kept.UsageName == path)
                    secret.Undefine();
            }
        }
    }

    /// <summary>Deletes it if it is kept for that path, and for no other: a copy may have the passphrase of its original.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Forget(LibvirtConnection connection, Guid uuid, string? path)
    {
        try
        {
            using var secret = connection.LookupSecret(uuid);
            if (SecretXml.Parse(secret.GetXml()) is not { UsageType: Usage } kept || kept.UsageName != path)
                return false;
            secret.Undefine();
            return true;
        }
        catch (LibvirtException none) when (none.Code is LibvirtErrorCode.NoSecret or LibvirtErrorCode.NoSupport)
        {
            return false;
        }
    }
}
