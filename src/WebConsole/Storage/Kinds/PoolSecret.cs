using System.Text;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Storage.Kinds;

/// <summary>
/// The secret by which a pool signs in. libvirt keeps it; it has the pool's UUID, so that it is found and deleted with the
/// pool, and no client of libvirt can read its value.
/// </summary>
internal static class PoolSecret
{
    /// <summary>The name by which the pool's definition finds it.</summary>
    public static string NameOf(Guid pool) => $"pool-{pool:D}";

    public static SecretXml Definition(Guid pool, string name, string auth)
    {
        var secret = SecretXml.New(pool, auth is "ceph" ? "ceph" : "iscsi", NameOf(pool));
        secret.Description = $"Of the storage pool {name}";
        return secret;
    }

    public static bool Keep(LibvirtConnection connection, Guid pool, string name, string auth, string value)
    {
        using var secret = connection.DefineSecret(Definition(pool, name, auth).ToXml());
        // libvirt hands QEMU and Ceph the bytes in Base64.
        secret.SetValue(auth is "ceph" ? Convert.FromBase64String(value.Trim()) : Encoding.UTF8.GetBytes(value));
        return true;
    }

    /// <summary>Deletes it where there is one.</summary>
    public static bool Forget(LibvirtConnection connection, Guid pool)
    {
        try
        {
            using var secret = connection.LookupSecret(pool);
            secret.Undefine();
            return true;
        }
        catch (LibvirtException none) when (none.Code is LibvirtErrorCode.NoSecret or LibvirtErrorCode.NoSupport)
        {
            return false;
        }
    }
}
