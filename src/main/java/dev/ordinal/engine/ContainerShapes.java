package dev.ordinal.engine;

/** The types of containers, ephemeral ones among them. {@link ShapeTable} explains the notation. */
final class ContainerShapes {

    static final String TABLE = """
            Container
              text               name image workingDir restartPolicy terminationMessagePath terminationMessagePolicy imagePullPolicy
              text               targetContainerName
              [text]             command args
              [ContainerPort]    ports
              [EnvVar]           env
              [EnvFrom]          envFrom
              Resources          resources
              [VolumeMount]      volumeMounts
              [VolumeDevice]     volumeDevices
              Probe              livenessProbe readinessProbe startupProbe
              Lifecycle          lifecycle
              SecurityContext    securityContext
              boolean            stdin stdinOnce tty
              [ResizePolicy]     resizePolicy
              [RestartRule]      restartPolicyRules

            ContainerPort
              text         name protocol hostIP
              integer      containerPort hostPort

            EnvVar
              text         name value
              EnvSource    valueFrom

            EnvSource
              FieldReference     fieldRef
              ResourceReference  resourceFieldRef
              KeyReference       configMapKeyRef secretKeyRef fileKeyRef

            FieldReference
              text         apiVersion fieldPath

            ResourceReference
              text         containerName resource
              quantity     divisor

            KeyReference
              text         name key volumeName path
              boolean      optional

            EnvFrom
              text          prefix
              KeyReference  configMapRef secretRef

            Resources
              {quantity}       limits requests
              [ResourceClaim]  claims

            ResourceClaim
              text         name request

            VolumeMount
              text         name mountPath subPath subPathExpr mountPropagation recursiveReadOnly
              boolean      readOnly
              [text]       bindMountOptions

            VolumeDevice
              text         name devicePath

            Probe
              integer      initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold
              long         terminationGracePeriodSeconds
              Exec         exec
              HttpGet      httpGet
              TcpSocket    tcpSocket
              Grpc         grpc

            Exec
              [text]       command

            HttpGet
              text             path host scheme protocol
              integer-or-text  port
              [NameValue]      httpHeaders

            TcpSocket
              integer-or-text  port
              text             host

            Grpc
              integer      port
              text         service mode

            Lifecycle
              Handler      postStart preStop
              text         stopSignal

            Handler
              Exec         exec
              HttpGet      httpGet
              TcpSocket    tcpSocket
              Sleep        sleep

            Sleep
              long         seconds

            SecurityContext
              boolean         privileged runAsNonRoot readOnlyRootFilesystem allowPrivilegeEscalation
              long            runAsUser runAsGroup
              text            procMount
              Capabilities    capabilities
              SeLinuxOptions  seLinuxOptions
              WindowsOptions  windowsOptions
              Profile         seccompProfile appArmorProfile

            Capabilities
              [text]       add drop

            ResizePolicy
              text         resourceName restartPolicy

            RestartRule
              text         action
              ExitCodes    exitCodes

            ExitCodes
              text         operator
              [integer]    values
            """;

    private ContainerShapes() {}
}
