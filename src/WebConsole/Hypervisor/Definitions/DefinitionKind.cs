using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>How definitions of one kind of object are read and written. libvirt has no way to redefine a volume.</summary>
internal abstract class DefinitionKind
{
    /// <summary>The document's root.</summary>
    public abstract string Root { get; }

    public virtual Lane Lane => Lane.Commands;

    /// <summary>The definition for the next start, without figures that change by themselves.</summary>
    public abstract string Read(LibvirtConnection connection, Guid uuid, bool secrets);

    /// <summary>The definition in force: live where it runs.</summary>
    public abstract string ReadInForce(LibvirtConnection connection, Guid uuid, bool secrets);

    /// <summary>Whether the object is persistent. Defining a transient object would make it persistent.</summary>
    public abstract bool IsPersistent(LibvirtConnection connection, Guid uuid);

    public abstract void Define(LibvirtConnection connection, string xml, bool validate);

    /// <summary>Attributes and elements of the root that libvirt computes and nobody defines.</summary>
    public virtual IReadOnlyList<string> Figures => [];

    /// <exception cref="DefinitionException">Objects of this kind have no definition that can be edited.</exception>
    public static DefinitionKind Of(ObjectId id) => Of(id.Kind);

    /// <inheritdoc cref="Of(ObjectId)"/>
    public static DefinitionKind Of(ObjectKind kind) => kind switch
    {
        ObjectKind.Machine => new Machines(),
        ObjectKind.Network => new Networks(),
        ObjectKind.Pool => new Pools(),
        ObjectKind.Filter => new Filters(),
        _ => throw new DefinitionException($"The definition of a {kind.ToToken()} can't be edited."),
    };

    private sealed class Machines : DefinitionKind
    {
        public override string Root => "domain";

        public override string Read(LibvirtConnection connection, Guid uuid, bool secrets)
        {
            using var domain = connection.LookupDomain(uuid);
            return domain.GetXml(DomainXmlFlags.Inactive | (secrets ? DomainXmlFlags.Secure : default));
        }

        public override string ReadInForce(LibvirtConnection connection, Guid uuid, bool secrets)
        {
            using var domain = connection.LookupDomain(uuid);
            return domain.GetXml(secrets ? DomainXmlFlags.Secure : DomainXmlFlags.None);
        }

        public override bool IsPersistent(LibvirtConnection connection, Guid uuid)
        {
            using var domain = connection.LookupDomain(uuid);
            return domain.IsPersistent;
        }

        public override void Define(LibvirtConnection connection, string xml, bool validate)
        {
            using var domain = connection.DefineDomain(xml, validate ? DomainDefineFlags.Validate : default);
        }
    }

    private sealed class Networks : DefinitionKind
    {
        public override string Root => "network";

        public override IReadOnlyList<string> Figures => ["connections"];

        public override string Read(LibvirtConnection connection, Guid uuid, bool secrets)
        {
            using var network = connection.LookupNetwork(uuid);
            return WithoutFigures(Inactive(network));
        }

        public override string ReadInForce(LibvirtConnection connection, Guid uuid, bool secrets)
        {
            using var network = connection.LookupNetwork(uuid);
            return network.GetXml();
        }

        public override bool IsPersistent(LibvirtConnection connection, Guid uuid)
        {
            using var network = connection.LookupNetwork(uuid);
            return network.IsPersistent;
        }

        public override void Define(LibvirtConnection connection, string xml, bool validate)
        {
            using var network = connection.DefineNetwork(xml, validate ? NetworkDefineFlags.Validate : default);
        }

        private static string Inactive(Network network)
        {
            try
            {
                return network.GetXml(inactive: true);
            }
            catch (LibvirtException error) when (error.Code is LibvirtErrorCode.InvalidArgument)
            {
                // libvirt's test driver has one definition only.
                return network.GetXml();
            }
        }
    }

    private sealed class Pools : DefinitionKind
    {
        public override string Root => "pool";

        public override Lane Lane => Lane.Storage;

        public override IReadOnlyList<string> Figures => ["capacity", "allocation", "available"];

        public override string Read(LibvirtConnection connection, Guid uuid, bool secrets)
        {
            using var pool = connection.LookupStoragePool(uuid);
            return WithoutFigures(Inactive(pool));
        }

        public override string ReadInForce(LibvirtConnection connection, Guid uuid, bool secrets)
        {
            using var pool = connection.LookupStoragePool(uuid);
            return pool.GetXml();
        }

        public override bool IsPersistent(LibvirtConnection connection, Guid uuid)
        {
            using var pool = connection.LookupStoragePool(uuid);
            return pool.IsPersistent;
        }

        public override void Define(LibvirtConnection connection, string xml, bool validate)
        {
            using var pool = connection.DefineStoragePool(xml, validate ? StoragePoolDefineFlags.Validate : default);
        }

        private static string Inactive(StoragePool pool)
        {
            try
            {
                return pool.GetXml(inactive: true);
            }
            catch (LibvirtException error) when (error.Code is LibvirtErrorCode.InvalidArgument)
            {
                return pool.GetXml();
            }
        }
    }

    /// <summary>They have one definition, which is in force.</summary>
    private sealed class Filters : DefinitionKind
    {
        public override string Root => "filter";

        public override string Read(LibvirtConnection connection, Guid uuid, bool secrets) => ReadInForce(connection, uuid, secrets);

        public override string ReadInForce(LibvirtConnection connection, Guid uuid, bool secrets)
        {
            using var filter = connection.LookupNetworkFilter(uuid);
            return filter.GetXml();
        }

        public override bool IsPersistent(LibvirtConnection connection, Guid uuid)
        {
            using var filter = connection.LookupNetworkFilter(uuid);
            return true;
        }

        public override void Define(LibvirtConnection connection, string xml, bool validate)
        {
            using var filter = connection.DefineNetworkFilter(xml, validate ? NetworkFilterDefineFlags.Validate : default);
        }
    }

    /// <summary>Removes the <see cref="Figures"/> of a definition.</summary>
    public void RemoveFigures(XElement root)
    {
        root.Attributes().Where(attribute => Figures.Contains(attribute.Name.LocalName)).Remove();
        foreach (var figure in root.Elements().Where(child => Figures.Contains(child.Name.LocalName)).ToList())
        {
            if (figure.PreviousNode is XText blank)
                blank.Remove();
            figure.Remove();
        }
    }

    private string WithoutFigures(string xml)
    {
        var root = SafeXml.ParseRoot(xml, Root);
        RemoveFigures(root);
        return SafeXml.Format(root);
    }
}
