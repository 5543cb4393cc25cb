<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
    <context>
        <name>CalTopoSync</name>
        <message>
            <location filename="../plugin/gui/help.py" />
            <source>&amp;Back</source>
            <translation>&amp;Atrás</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map_part.py" />
            <source>&amp;Back up all maps of a team…</source>
            <translation>&amp;Respaldar todos los mapas de un equipo…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>&amp;Bearing lines…</source>
            <translation>Líneas de &amp;rumbo…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>&amp;By the area</source>
            <translation>Según el áre&amp;a</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_part.py" />
            <source>&amp;CARTO reference maps…</source>
            <translation>Mapas de referencia de &amp;CARTO…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>&amp;Cancel export</source>
            <translation>&amp;Cancelar exportación</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <location filename="../plugin/gui/telling.py" />
            <source>&amp;Changes…</source>
            <translation>C&amp;ambios…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map_part.py" />
            <source>&amp;Check server…</source>
            <translation>Com&amp;probar servidor…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>&amp;Close QGIS</source>
            <translation>&amp;Cerrar QGIS</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>&amp;Color assignments by</source>
            <translation>&amp;Colorear asignaciones por</translation>
        </message>
        <message>
            <location filename="../plugin/gui/help.py" />
            <source>&amp;Contents</source>
            <translation>&amp;Contenido</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>&amp;Cut</source>
            <translation>&amp;Recortar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>&amp;Cut…</source>
            <translation>&amp;Recortar…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>&amp;Download the photos of a map…</source>
            <translation>&amp;Descargar las fotos de un mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <source>&amp;Edit connection…</source>
            <translation>&amp;Editar conexión…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>&amp;Fill color</source>
            <translation>Color de &amp;relleno</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>&amp;Forget</source>
            <translation>&amp;Olvidar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>&amp;Forget, and lose the changes</source>
            <translation>&amp;Olvidar y perder los cambios</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_part.py" />
            <source>&amp;Identify CARTO objects</source>
            <translation>&amp;Identificar objetos de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <source>&amp;Import connections…</source>
            <translation>&amp;Importar conexiones…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>&amp;Keep</source>
            <translation>&amp;Conservar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>&amp;Keep them here</source>
            <translation>Conservarlos a&amp;quí</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>&amp;Length</source>
            <translation>Lon&amp;gitud</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>&amp;Line color</source>
            <translation>Color de &amp;línea</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>&amp;Look at the changes</source>
            <translation>&amp;Ver los cambios</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>&amp;Make</source>
            <translation>&amp;Crear</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>&amp;Map</source>
            <translation>&amp;Mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>&amp;Marker color</source>
            <translation>Color del &amp;marcador</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <source>&amp;New connection…</source>
            <translation>&amp;Nueva conexión…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map_part.py" />
            <source>&amp;New map…</source>
            <translation>&amp;Nuevo mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>&amp;Not now</source>
            <translation>A&amp;hora no</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <source>&amp;Open</source>
            <translation>&amp;Abrir</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <source>&amp;Open in CalTopo</source>
            <translation>&amp;Abrir en CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_dialog.py" />
            <source>&amp;Open map…</source>
            <translation>&amp;Abrir mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>&amp;Preview</source>
            <translation>&amp;Vista previa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <location filename="../plugin/gui/telling.py" />
            <source>&amp;Push</source>
            <translation>&amp;Enviar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <location filename="../plugin/gui/layer_actions.py" />
            <location filename="../plugin/gui/open_maps.py" />
            <source>&amp;Refresh</source>
            <translation>&amp;Actualizar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>&amp;Remove them here</source>
            <translation>Quita&amp;rlos aquí</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>&amp;Replace</source>
            <translation>&amp;Reemplazar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>&amp;Reset CalTopo style</source>
            <translation>&amp;Restablecer el estilo de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>&amp;Resolve</source>
            <translation>&amp;Resolver</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>&amp;Resolve what is decided</source>
            <translation>&amp;Resolver lo decidido</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>&amp;Restore</source>
            <translation>&amp;Restaurar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>&amp;Rotation (°)</source>
            <translation>&amp;Rotación (°)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <source>&amp;Send</source>
            <translation>&amp;Enviar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>&amp;Send photos to a map…</source>
            <translation>&amp;Enviar fotos a un mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>&amp;Send to CalTopo…</source>
            <translation>&amp;Enviar a CalTopo…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>&amp;Send to the map</source>
            <translation>&amp;Enviar al mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>&amp;Stay</source>
            <translation>&amp;Quedarse</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>&amp;Stop it</source>
            <translation>&amp;Detenerla</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>&amp;Style selected objects…</source>
            <translation>&amp;Dar estilo a los objetos seleccionados…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>&amp;Symbol</source>
            <translation>&amp;Símbolo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>&amp;Take it back</source>
            <translation>Re&amp;tirarlo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>&amp;Team id</source>
            <translation>Id del &amp;equipo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map_part.py" />
            <source>&amp;Title and sharing, delete…</source>
            <translation>&amp;Título y uso compartido, eliminar…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>&amp;Undo</source>
            <translation>&amp;Deshacer</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>&amp;Unlock…</source>
            <translation>&amp;Desbloquear…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>&amp;Versions of {object}</source>
            <translation>&amp;Versiones de {object}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>(deleted)</source>
            <translation>(eliminado)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_layers.py" />
            <source>(empty)</source>
            <translation>(vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/folders_tree.py" />
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/visibility.py" />
            <source>(no title)</source>
            <translation>(sin título)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>, as last listed</source>
            <translation>, según la última lista</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>1 change</source>
            <translation>1 cambio</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>1 change that was never sent is lost.</source>
            <translation>Se pierde 1 cambio que nunca se envió.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>1 change to push</source>
            <translation>1 cambio por enviar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>1 change waits since {time} and is not sent by itself: press Push.</source>
            <translation>1 cambio espera desde {time} y no se envía por sí solo: pulse Enviar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>1 conflict</source>
            <translation>1 conflicto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>1 map</source>
            <translation>1 mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>1 object</source>
            <translation>1 objeto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>1 object is selected.</source>
            <translation>Hay 1 objeto seleccionado.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>6 letters and digits</source>
            <translation>6 letras y cifras</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>6 letters and digits, as in the address of the Team Admin page</source>
            <translation>6 letras y cifras, de la dirección de Team Admin</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_account.py" />
            <source>A Maps API answers. Without a key it draws public data.</source>
            <translation>Responde una Maps API. Sin clave dibuja datos públicos.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A SOCKS proxy is set, and the Python library for it is not installed.</source>
            <translation>Hay un proxy SOCKS configurado, y la biblioteca de Python para él no está instalada.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A colleague has changed it since.</source>
            <translation>Un colega lo ha cambiado desde entonces.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A colleague has changed its {name} since.</source>
            <translation>Un colega ha cambiado su {name} desde entonces.</translation>
        </message>
        <message>
            <location filename="../plugin/session/records.py" />
            <source>A colleague has changed the same.</source>
            <translation>Un colega ha cambiado lo mismo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A colleague has changed the same; resolve that conflict first.</source>
            <translation>Un colega ha cambiado lo mismo; resuelva primero ese conflicto.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A colleague has changed the same; the conflict shows once the layer is no longer being edited.</source>
            <translation>Un colega ha cambiado lo mismo; el conflicto se muestra cuando la capa deje de editarse.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A colleague has deleted it; the conflict shows once the layer is no longer being edited.</source>
            <translation>Un colega lo ha eliminado; el conflicto se muestra cuando la capa deje de editarse.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>A conflict is resolved by “mine” or “theirs”.</source>
            <translation>Un conflicto se resuelve con «mine» o «theirs».</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>A connection needs a name without slashes and without “#”.</source>
            <translation>Una conexión necesita un nombre sin barras y sin «#».</translation>
        </message>
        <message>
            <location filename="../plugin/api.py" />
            <source>A credential has two parts: its id and its secret.</source>
            <translation>Una credencial tiene dos partes: su id y su secreto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>A credential is an id and a secret.</source>
            <translation>Una credencial es un id y un secreto.</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>A device is named by its group and id with a hyphen between.</source>
            <translation>Un dispositivo se nombra por su grupo y su id con un guion en medio.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>A field is written "name", a text 'in single quotes'.</source>
            <translation>Un campo se escribe "nombre", un texto 'entre comillas simples'.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>A field, an expression, a number, or a 'text in single quotes'</source>
            <translation>Un campo, una expresión, un número o un 'texto entre comillas simples'</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>A field, an expression, or one of {values}</source>
            <translation>Un campo, una expresión o uno de {values}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <location filename="../plugin/gui/history.py" />
            <source>A job is under way.</source>
            <translation>Hay un trabajo en marcha.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A later change of it is on its way; push or refresh first.</source>
            <translation>Un cambio posterior está en camino; envíe o actualice primero.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A layer is being edited, so nothing was set back: {why}</source>
            <translation>Se está editando una capa, así que no se devolvió nada: {why}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>A line for each bearing, that long.</source>
            <translation>Una línea por cada rumbo, de esa longitud.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_layers.py" />
            <source>A map has one layer at least.</source>
            <translation>Un mapa tiene al menos una capa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>A page for each assignment.</source>
            <translation>Una página por cada asignación.</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>A picture of {count} pixels is none.</source>
            <translation>Una imagen de {count} píxeles no es posible.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A position lies outside longitude ±180 or latitude ±90. Check the layer's CRS.</source>
            <translation>Una posición queda fuera de longitud ±180 o latitud ±90. Compruebe el SRC de la capa.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A proxy of the local network may have changed it; try another network.</source>
            <translation>Puede que un proxy de la red local la haya cambiado; pruebe otra red.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <location filename="../plugin/gui/telling.py" />
            <source>A push would send nothing: everything here is on the map.</source>
            <translation>Un envío no enviaría nada: todo lo de aquí está en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>A refresh asks for what changed. Every so often it reads the whole map, to find what an earlier answer left out. 0: never.</source>
            <translation>Una actualización pregunta qué ha cambiado. De vez en cuando lee el mapa entero, para encontrar lo que una respuesta anterior omitió. 0: nunca.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>A service account has an id of 12 letters and digits, and a secret.</source>
            <translation>Una cuenta de servicio tiene un id de 12 letras y cifras, y un secreto.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A sign-in page of the local network may stand in between, or the server has moved: then change the connection's address.</source>
            <translation>Puede haber en medio una página de acceso de la red local, o el servidor se ha mudado: entonces cambie la dirección de la conexión.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>A sign-in page of the local network, a proxy or a maintenance page may stand in between: open the server's address in a web browser, then try again.</source>
            <translation>Puede haber en medio una página de acceso de la red local, un proxy o una página de mantenimiento: abra la dirección del servidor en un navegador web y vuelva a intentarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>A signature made with it is not valid.</source>
            <translation>Una firma hecha con él no es válida.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>ATV, motorbike</source>
            <translation>Cuatrimoto, moto</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Account</source>
            <translation>Cuenta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Account i&amp;d</source>
            <translation>I&amp;d de la cuenta</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Add CARTO map</source>
            <translation>Añadir mapa de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>Add a free &amp;base map like it</source>
            <translation>Añadir un mapa &amp;base libre parecido</translation>
        </message>
        <message>
            <location filename="../plugin/exports/book.py" />
            <source>Add a map that the atlas controls.</source>
            <translation>Añada un mapa controlado por el atlas.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Add markers or shapes</source>
            <translation>Añadir marcadores o formas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>Add photos first.</source>
            <translation>Añada fotos primero.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/reshaping.py" />
            <source>Added objects</source>
            <translation>Objetos añadidos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Added shapes</source>
            <translation>Formas añadidas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>Adding the layers of {title}…</source>
            <translation>Añadiendo las capas de {title}…</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Adds a map of a CARTO account (or a Maps API of one's own) to the project, as a layer below the team's maps. Give the name of a named map, or a MapConfig file, or SQL with CartoCSS. The auth token of a named map is the one that was kept when it was added in QGIS once; it is no parameter, because Processing keeps those in its history.</source>
            <translation>Añade al proyecto un mapa de una cuenta de CARTO (o de una Maps API propia), como capa bajo los mapas del equipo. Indique el nombre de un mapa con nombre, o un archivo MapConfig, o SQL con CartoCSS. El token de autorización de un mapa con nombre es el que se guardó cuando se añadió en QGIS; no es un parámetro, porque Procesos los conserva en su historial.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>Aerial imagery</source>
            <translation>Imágenes aéreas</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Agency</source>
            <translation>Organismo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Air</source>
            <translation>Aéreo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Airfield, plane</source>
            <translation>Aeródromo, avión</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Alias</source>
            <translation>Alias</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>All files (*)</source>
            <translation>Todos los archivos (*)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>All maps</source>
            <translation>Todos los mapas</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>All of it lies outside “{other}”; nothing would be left.</source>
            <translation>Todo él queda fuera de «{other}»; no quedaría nada.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>All of it lies within “{other}”.</source>
            <translation>Todo él queda dentro de «{other}».</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>Allow {count} or more.</source>
            <translation>Permita {count} o más.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Ambulance</source>
            <translation>Ambulancia</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>An admin of the team creates it on CalTopo's Team Admin page. The secret is shown there only once.</source>
            <translation>Lo crea un administrador del equipo en la página Team Admin de CalTopo. El secreto solo se muestra allí una vez.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>An area takes its inside away; a line that crosses from edge to edge splits.</source>
            <translation>Un área quita lo que tiene dentro; una línea que cruza de borde a borde divide.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>An assignment lies where the raster's coordinate system {authid} does not reach.</source>
            <translation>Una asignación está donde el sistema de coordenadas del ráster, {authid}, no alcanza.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>An export is under way.</source>
            <translation>Hay una exportación en marcha.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>An object cannot be changed by itself; choose another one.</source>
            <translation>Un objeto no puede cambiarse con él mismo; elija otro.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Analysis</source>
            <translation>Análisis</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Anchorage</source>
            <translation>Fondeadero</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>App track</source>
            <translation>Traza de la app</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>App tracks</source>
            <translation>Trazas de la app</translation>
        </message>
        <message>
            <location filename="../plugin/layers/columns.py" />
            <source>Area (acres)</source>
            <translation>Área (acres)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/columns.py" />
            <source>Area (ha)</source>
            <translation>Área (ha)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Area of all, m²</source>
            <translation>Área total, m²</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/expand.py" />
            <source>Area to add, by title or id</source>
            <translation>Área que se añade, por título o id</translation>
        </message>
        <message>
            <location filename="../plugin/layers/function_help.py" />
            <source>Arguments</source>
            <translation>Argumentos</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Arrow</source>
            <translation>Flecha</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Arrow head</source>
            <translation>Punta de flecha</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Arrow, open</source>
            <translation>Flecha, abierta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Arrow, thin</source>
            <translation>Flecha, fina</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>As KML, with the picture of every icon in its color; the account's own icons where they were fetched.</source>
            <translation>Como KML, con la imagen de cada icono en su color; los iconos propios de la cuenta si se habían descargado.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>As filled areas</source>
            <translation>Como áreas rellenas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>As it was at {time}, from the copy on this computer. Nobody has asked the server since the project was opened: Refresh does.</source>
            <translation>Como estaba a las {time}, según la copia de este equipo. Nadie ha preguntado al servidor desde que se abrió el proyecto: Actualizar lo hace.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>As one zip</source>
            <translation>En un solo zip</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>As the map was at {time}.</source>
            <translation>Como estaba el mapa a las {time}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_account.py" />
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Asking the server…</source>
            <translation>Preguntando al servidor…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_identify.py" />
            <source>Asking what lies in {title}</source>
            <translation>Preguntando qué hay en {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_identify.py" />
            <source>Asking…</source>
            <translation>Preguntando…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Assignment</source>
            <translation>Asignación</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Assignment book</source>
            <translation>Libro de asignaciones</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <source>Assignments</source>
            <translation>Asignaciones</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Assignments (areas)</source>
            <translation>Asignaciones (áreas)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Assignments (lines)</source>
            <translation>Asignaciones (líneas)</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>Assignments are sent by push_assignments.</source>
            <translation>Las asignaciones se envían con push_assignments.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Assignments whose feature is gone: keep, delete, or a status</source>
            <translation>Asignaciones cuyo objeto espacial ya no está: keep (conservar), delete (eliminar) o un estado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>B&amp;uffers…</source>
            <translation>Á&amp;reas de influencia…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>Back online. Not sent since {time}: {changes} of {title}.</source>
            <translation>De nuevo en línea. Sin enviar desde {time}: {changes} de {title}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupteam.py" />
            <source>Back up all maps of a team</source>
            <translation>Respaldar todos los mapas de un equipo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupmap.py" />
            <source>Back up map</source>
            <translation>Respaldar mapa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupmap.py" />
            <location filename="../plugin/algorithms/restorebackup.py" />
            <source>Backup</source>
            <translation>Copia de respaldo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Backups</source>
            <translation>Copias de respaldo</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Backups kept of each map</source>
            <translation>Copias de respaldo que se conservan de cada mapa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Band</source>
            <translation>Banda</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Base layers as on this map (id or link)</source>
            <translation>Capas base como en este mapa (id o enlace)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Bearing lines</source>
            <translation>Líneas de rumbo</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>Bearing lines from {title}</source>
            <translation>Líneas de rumbo desde {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Bearings, with commas between</source>
            <translation>Rumbos, separados por comas</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Become</source>
            <translation>Se convierten en</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Before both</source>
            <translation>Antes de ambos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <location filename="../plugin/session/live.py" />
            <source>Beginning the live track {title}</source>
            <translation>Empezando la traza en vivo {title}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Belongs to</source>
            <translation>Pertenece a</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Bicycle</source>
            <translation>Bicicleta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Bike</source>
            <translation>Bicicleta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Boat</source>
            <translation>Embarcación</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Book</source>
            <translation>Libro</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <source>Bookmark: {permission}</source>
            <translation>Favorito: {permission}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>Bookmarks</source>
            <translation>Favoritos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/crop.py" />
            <source>Boundary, by title or id</source>
            <translation>Límite, por título o id</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Bridge</source>
            <translation>Puente</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <source>Brings every photo of a map to a folder, with a point layer and a CSV table that tell of each its file, place, time, heading and the object it belongs to. Files that are there already are left alone.</source>
            <translation>Trae cada foto de un mapa a una carpeta, con una capa de puntos y una tabla CSV que indican de cada una su archivo, lugar, hora, orientación y el objeto al que pertenece. Los archivos que ya están no se tocan.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/refreshmap.py" />
            <source>Brings in what others have changed on the map since the last time. Own changes that are not sent yet are kept; where both sides changed the same, the object is a conflict and is left alone.</source>
            <translation>Trae lo que otros han cambiado en el mapa desde la última vez. Los cambios propios aún no enviados se conservan; donde ambos lados cambiaron lo mismo, el objeto queda en conflicto y no se toca.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Buffers</source>
            <translation>Áreas de influencia</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>Buffers of {title}</source>
            <translation>Áreas de influencia de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Building</source>
            <translation>Edificio</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>By</source>
            <translation>Por</translation>
        </message>
        <message>
            <location filename="../plugin/layers/figure_functions.py" />
            <source>C = W·L/A, in metres, metres and square metres.</source>
            <translation>C = W·L/A, en metros, metros y metros cuadrados.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>C&amp;rop</source>
            <translation>Acota&amp;r</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>C&amp;rop…</source>
            <translation>Acota&amp;r…</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartobase.py" />
            <source>CARTO account (saved name)</source>
            <translation>Cuenta de CARTO (nombre guardado)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>CARTO account (saved name; for public data also an address)</source>
            <translation>Cuenta de CARTO (nombre guardado; para datos públicos también una dirección)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <location filename="../plugin/session/cartomaps.py" />
            <source>CARTO map</source>
            <translation>Mapa de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_identify.py" />
            <source>CARTO objects</source>
            <translation>Objetos de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartobase.py" />
            <source>CARTO reference maps</source>
            <translation>Mapas de referencia de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>CRS</source>
            <translation>SRC</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <location filename="../plugin/gui/forget.py" />
            <location filename="../plugin/gui/panel.py" />
            <location filename="../plugin/gui/project.py" />
            <location filename="../plugin/gui/questions.py" />
            <source>CalTopo</source>
            <translation>CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>CalTopo &amp;look</source>
            <translation>Asp&amp;ecto de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>CalTopo &amp;panel</source>
            <translation>&amp;Panel de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>CalTopo Desktop on this computer needs its address alone. At caltopo.com, maps that are public open read-only.</source>
            <translation>CalTopo Desktop en este equipo solo necesita su dirección. En caltopo.com, los mapas públicos se abren en solo lectura.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>CalTopo Desktop, or no account</source>
            <translation>CalTopo Desktop, o sin cuenta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>CalTopo asks the level ADMIN for that: see the team's admin page.</source>
            <translation>CalTopo pide para eso el nivel ADMIN: véase la página de administración del equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>CalTopo does not document how clues and resources are written. Otherwise they are read only. Applies to maps opened from now on.</source>
            <translation>CalTopo no documenta cómo se escriben indicios y recursos. Si no, son de solo lectura. Vale para los mapas que se abran a partir de ahora.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>CalTopo has no form for a {type}.</source>
            <translation>CalTopo no tiene forma para un {type}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/help.py" />
            <source>CalTopo help: {page}</source>
            <translation>Ayuda de CalTopo: {page}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>CalTopo lists a team's maps to accounts of the level ADMIN, so you may read, edit and delete there, unless a push says otherwise.</source>
            <translation>CalTopo lista los mapas de un equipo a las cuentas de nivel ADMIN, así que usted puede leer, editar y eliminar allí, salvo que un envío diga otra cosa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>CalTopo look</source>
            <translation>Aspecto de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/locator.py" />
            <source>CalTopo maps</source>
            <translation>Mapas de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>CalTopo's list says this of bookmarks, and not of a team's own maps.</source>
            <translation>La lista de CalTopo lo dice de los favoritos, y no de los mapas propios de un equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Call sign</source>
            <translation>Indicativo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <source>Calls of unknown outcome</source>
            <translation>Llamadas de resultado desconocido</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Camera</source>
            <translation>Cámara</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Camp</source>
            <translation>Campamento</translation>
        </message>
        <message>
            <location filename="../plugin/gui/messages.py" />
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/messages.py" />
            <source>Cancelling…</source>
            <translation>Cancelando…</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Canoe, kayak</source>
            <translation>Canoa, kayak</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Cave</source>
            <translation>Cueva</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Change</source>
            <translation>Cambio</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Change it for the selected objects</source>
            <translation>Cambiarlo en los objetos seleccionados</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>Changed</source>
            <translation>Cambiado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <source>Changed {when}</source>
            <translation>Cambiado {when}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/localchanges.py" />
            <source>Changes</source>
            <translation>Cambios</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Changes of {title}</source>
            <translation>Cambios de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <source>Changes that wait</source>
            <translation>Cambios en espera</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>Changing the map {title}</source>
            <translation>Cambiando el mapa {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/checkserver.py" />
            <source>Check server</source>
            <translation>Comprobar servidor</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Check that the server's address is that of a CalTopo server, then try again.</source>
            <translation>Compruebe que la dirección del servidor es la de un servidor de CalTopo y vuelva a intentarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Check that the server's address is that of a CalTopo server.</source>
            <translation>Compruebe que la dirección del servidor es la de un servidor de CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Choose a change first.</source>
            <translation>Elija primero un cambio.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Choose a conflict first.</source>
            <translation>Elija primero un conflicto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connections_import.py" />
            <source>Choose a file, and tick connections in it.</source>
            <translation>Elija un archivo y marque conexiones en él.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Choose a layer, and a CalTopo map that is open.</source>
            <translation>Elija una capa, y un mapa de CalTopo que esté abierto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Choose a live track first.</source>
            <translation>Elija primero una traza en vivo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_dialog.py" />
            <source>Choose a map of the list, or give a link or an id.</source>
            <translation>Elija un mapa de la lista, o indique un enlace o un id.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Choose a push first.</source>
            <translation>Elija primero un envío.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Choose a push or an object first.</source>
            <translation>Elija primero un envío o un objeto.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>Choose a vector layer that QGIS can show.</source>
            <translation>Elija una capa vectorial que QGIS pueda mostrar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Choose a version first.</source>
            <translation>Elija primero una versión.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>Choose an object first.</source>
            <translation>Elija primero un objeto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Choose an object of a push to see what it was before.</source>
            <translation>Elija un objeto de un envío para ver cómo era antes.</translation>
        </message>
        <message>
            <location filename="../plugin/host/paths.py" />
            <source>Choose another folder in Settings &gt; Options &gt; CalTopo.</source>
            <translation>Elija otra carpeta en Configuración &gt; Opciones &gt; CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/place.py" />
            <source>Choose another folder or make room on the disk. What was there before is as it was.</source>
            <translation>Elija otra carpeta o libere espacio en el disco. Lo que había antes sigue como estaba.</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>Choose another folder.</source>
            <translation>Elija otra carpeta.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>Choose photos in the list.</source>
            <translation>Elija fotos en la lista.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Choose the backup.</source>
            <translation>Elija la copia de respaldo.</translation>
        </message>
        <message>
            <location filename="../plugin/api.py" />
            <source>Choose the connection of that server.</source>
            <translation>Elija la conexión de ese servidor.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Choose the other map, or paste its id or link.</source>
            <translation>Elija el otro mapa, o pegue su id o enlace.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>Choose the other object by its title.</source>
            <translation>Elija el otro objeto por su título.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Circles at these distances; lines and sectors reach to the outermost.</source>
            <translation>Círculos a estas distancias; las líneas y los sectores llegan al exterior.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Classes</source>
            <translation>Clases</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/choosing.py" />
            <source>Classes, separated by ; (all if empty), as Marker;Shape;Assignment</source>
            <translation>Clases, separadas por ; (todas si está vacío), como Marker;Shape;Assignment</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Click on the map where it is.</source>
            <translation>Haga clic en el mapa donde está.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_part.py" />
            <source>Click to try again.</source>
            <translation>Haga clic para volver a intentarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Climber</source>
            <translation>Escalador</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Climbing</source>
            <translation>Escalada</translation>
        </message>
        <message>
            <location filename="../plugin/session/forgetting.py" />
            <source>Close it first, then it can be forgotten.</source>
            <translation>Ciérrelo primero; entonces se puede olvidar.</translation>
        </message>
        <message>
            <location filename="../plugin/session/lock.py" />
            <source>Close it there, or choose another workspace folder.</source>
            <translation>Ciérrelo allí, o elija otra carpeta de trabajo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <location filename="../plugin/layers/symbols.py" />
            <source>Clue</source>
            <translation>Indicio</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Clues</source>
            <translation>Indicios</translation>
        </message>
        <message>
            <location filename="../plugin/gui/colour_button.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Color</source>
            <translation>Color</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>Colour</source>
            <translation>Color</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>Colours are written #RRGGBB.</source>
            <translation>Los colores se escriben #RRGGBB.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_identify.py" />
            <source>Column</source>
            <translation>Columna</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Command post</source>
            <translation>Puesto de mando</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Completed</source>
            <translation>Completada</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <location filename="../plugin/gui/telling.py" />
            <source>Con&amp;flicts…</source>
            <translation>Con&amp;flictos…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Configured layer</source>
            <translation>Capa configurada</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Configured layers</source>
            <translation>Capas configuradas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>Configured on the web:</source>
            <translation>Configurado en la web:</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <location filename="../plugin/algorithms/refreshmap.py" />
            <source>Conflicts</source>
            <translation>Conflictos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Conflicts of {title}</source>
            <translation>Conflictos de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <source>Connection (saved name, or path/to/cts.ini#section)</source>
            <translation>Conexión (nombre guardado, o ruta/a/cts.ini#sección)</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Connection refused</source>
            <translation>conexión rechazada</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <location filename="../plugin/gui/open_maps.py" />
            <source>Connection…</source>
            <translation>Conexión…</translation>
        </message>
        <message>
            <location filename="../plugin/host/pictures.py" />
            <source>Convert it to JPEG or PNG.</source>
            <translation>Conviértala a JPEG o PNG.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/diagnostics.py" />
            <source>Copy &amp;diagnostics</source>
            <translation>Copiar &amp;diagnóstico</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <location filename="../plugin/gui/layer_actions.py" />
            <source>Copy &amp;link</source>
            <translation>Copiar en&amp;lace</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Copy all three again, whole; the secret is shown only when it is made.</source>
            <translation>Cópielos otra vez los tres, enteros; el secreto solo se muestra al crearlo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Copy the secret again, whole, as CalTopo's team admin page showed it. It ends with '=' in most cases.</source>
            <translation>Copie el secreto otra vez, entero, como lo mostró la página Team Admin de CalTopo. En la mayoría de los casos termina en «=».</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Create map</source>
            <translation>Crear mapa</translation>
        </message>
        <message>
            <location filename="../plugin/layers/columns.py" />
            <source>Created (local time)</source>
            <translation>Creado (hora local)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Created (ms)</source>
            <translation>Creado (ms)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Created by</source>
            <translation>Creado por</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/crop.py" />
            <location filename="../plugin/gui/reshaping.py" />
            <source>Crop</source>
            <translation>Acotar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>Crop &amp;to</source>
            <translation>Aco&amp;tar a</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <location filename="../plugin/session/cutting.py" />
            <source>Cropped to {title}</source>
            <translation>Acotado a {title}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Cross</source>
            <translation>Cruz</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Cross-hairs</source>
            <translation>Retícula</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <location filename="../plugin/layers/markers.py" />
            <source>Custom icon</source>
            <translation>Icono propio</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cut.py" />
            <location filename="../plugin/gui/reshaping.py" />
            <source>Cut</source>
            <translation>Recortar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>Cut b&amp;y</source>
            <translation>Recortar co&amp;n</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <location filename="../plugin/session/cutting.py" />
            <source>Cut by {title}</source>
            <translation>Recortado con {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cut.py" />
            <source>Cutter, by title or id</source>
            <translation>Recortador, por título o id</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Dam</source>
            <translation>Presa</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Danger</source>
            <translation>Peligro</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Deal out letters from (none if empty)</source>
            <translation>Asignar letras desde (ninguna si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Deal out numbers from</source>
            <translation>Asignar números desde</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Declination, east positive, where bearings are magnetic</source>
            <translation>Declinación, este positiva, cuando los rumbos son magnéticos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_template.py" />
            <source>Default</source>
            <translation>Valor predeterminado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Delete</source>
            <translation>Eliminar</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/deletemap.py" />
            <source>Delete map</source>
            <translation>Eliminar mapa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/expand.py" />
            <source>Delete the added area's object</source>
            <translation>Eliminar el objeto del área añadida</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cut.py" />
            <source>Delete the cutter</source>
            <translation>Eliminar el recortador</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Delete the named map “{name}” from the server?</source>
            <translation>¿Eliminar del servidor el mapa con nombre «{name}»?</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/reshaping.py" />
            <source>Deleted objects</source>
            <translation>Objetos eliminados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/deletemap.py" />
            <source>Deletes a map on CalTopo, for everybody. Its title has to be given to confirm that it is the one that is meant, and the map is kept as a GeoJSON file first; without that file nothing is deleted.</source>
            <translation>Elimina un mapa en CalTopo, para todos. Hay que dar su título para confirmar que es el que se quiere, y antes el mapa se guarda como archivo GeoJSON; sin ese archivo no se elimina nada.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>Deleting the map {title}</source>
            <translation>Eliminando el mapa {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Deleting the named map {name}</source>
            <translation>Eliminando el mapa con nombre {name}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Description</source>
            <translation>Descripción</translation>
        </message>
        <message>
            <location filename="../plugin/gui/messages.py" />
            <source>Details</source>
            <translation>Detalles</translation>
        </message>
        <message>
            <location filename="../plugin/gui/diagnostics.py" />
            <source>Diagnostics are on the clipboard, without secrets. Paste them into your report.</source>
            <translation>El diagnóstico está en el portapapeles, sin secretos. Péguelo en su informe.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Diamond</source>
            <translation>Rombo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Distances, with commas between</source>
            <translation>Distancias, separadas por comas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Do what the preview says; it can be undone as one</source>
            <translation>Hacer lo que dice la vista previa; se puede deshacer de una vez</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/symbols.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Dog</source>
            <translation>Perro</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <source>Dog, HRD</source>
            <translation>Perro, restos humanos</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Dog, area</source>
            <translation>Perro, de área</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Dog, human remains</source>
            <translation>Perro, restos humanos</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Dog, trailing</source>
            <translation>Perro, de rastreo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Dot</source>
            <translation>Punto</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <location filename="../plugin/gui/photos.py" />
            <source>Download photos</source>
            <translation>Descargar fotos</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>Downloading photos of {title}</source>
            <translation>Descargando fotos de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Dra&amp;w</source>
            <translation>D&amp;ibujar</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Draft</source>
            <translation>Borrador</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Drawing order</source>
            <translation>Orden de dibujo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>Drawn from its own free server; CalTopo's own tiles are never fetched.</source>
            <translation>Dibujado desde su propio servidor libre; las teselas de CalTopo nunca se piden.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Draws shapes around a marker or a point: rings at distances, lines by bearings, sectors between bearings (clockwise, “350-10”). Around a line or an area it draws buffers. Bearings are from true north; with a declination (degrees, east positive) they are read as magnetic ones. The titles say which. Distances are true ones on the ellipsoid.</source>
            <translation>Dibuja formas alrededor de un marcador o un punto: anillos a distancias, líneas por rumbos, sectores entre rumbos (en sentido horario, «350-10»). Alrededor de una línea o un área dibuja áreas de influencia. Los rumbos son desde el norte verdadero; con una declinación (grados, este positivo) se leen como magnéticos. Los títulos dicen cuáles. Las distancias son verdaderas, sobre el elipsoide.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Drinking water</source>
            <translation>Agua potable</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Drone</source>
            <translation>Dron</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>E&amp;xpand</source>
            <translation>A&amp;mpliar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>E&amp;xpand…</source>
            <translation>A&amp;mpliar…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>E&amp;xport</source>
            <translation>E&amp;xportar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>E&amp;xport map…</source>
            <translation>E&amp;xportar mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Each map is kept as a file before a session's first push; older files go.</source>
            <translation>Cada mapa se guarda como archivo antes del primer envío de una sesión; los más antiguos se quitan.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Edited (ms)</source>
            <translation>Editado (ms)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Edited by</source>
            <translation>Editado por</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/reshaping.py" />
            <source>Edited objects</source>
            <translation>Objetos editados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Effective sweep width, m</source>
            <translation>Ancho de barrido efectivo, m</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Either the credential's id or secret is wrong or was withdrawn, or the map has become private and this account has no access to it.</source>
            <translation>El id o el secreto de la credencial es erróneo o se retiró, o el mapa pasó a ser privado y esta cuenta no tiene acceso a él.</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>Ending a live track</source>
            <translation>Terminando una traza en vivo</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>Enter it again.</source>
            <translation>Introdúzcalo otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Every field of the assignments, without their geometry.</source>
            <translation>Todos los campos de las asignaciones, sin su geometría.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Every field whole, one table for each class and geometry. Properties without a column in the table are lost.</source>
            <translation>Cada campo entero, una tabla por clase y geometría. Se pierden las propiedades sin columna en la tabla.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Every object; long texts whole in a side file. README.txt lists fields, counts and what was cut, skipped or split. Properties without a column in the table are lost.</source>
            <translation>Todos los objetos; los textos largos enteros en un archivo aparte. README.txt enumera campos, cantidades y lo que se cortó, omitió o dividió. Se pierden las propiedades sin columna en la tabla.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Every property and id as on the map; another map can import it.</source>
            <translation>Cada propiedad e id como en el mapa; otro mapa puede importarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/function_help.py" />
            <source>Examples</source>
            <translation>Ejemplos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/expand.py" />
            <location filename="../plugin/gui/reshaping.py" />
            <source>Expand</source>
            <translation>Ampliar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <location filename="../plugin/session/cutting.py" />
            <source>Expanded by {title}</source>
            <translation>Ampliado con {title}</translation>
        </message>
        <message>
            <location filename="../plugin/exports/drawing.py" />
            <source>Export as GeoJSON or GPX, or from another installation of QGIS.</source>
            <translation>Exporte como GeoJSON o GPX, o desde otra instalación de QGIS.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportmap.py" />
            <source>Export map</source>
            <translation>Exportar mapa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>Export shapefiles</source>
            <translation>Exportar shapefiles</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Exported template (holds its tokens)</source>
            <translation>Plantilla exportada (contiene sus tokens)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Exporting {title}</source>
            <translation>Exportando {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Exporting…</source>
            <translation>Exportando…</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Fatality, poison</source>
            <translation>Fallecido, veneno</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Feature</source>
            <translation>Objeto espacial</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>Feature {id} lies where its coordinate system does not reach.</source>
            <translation>El objeto espacial {id} está donde su sistema de coordenadas no alcanza.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>Features become objects of the classes {classes}, not {cls}.</source>
            <translation>Los objetos espaciales se convierten en objetos de las clases {classes}, no {cls}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Features of these layers, with their colours</source>
            <translation>Objetos de estas capas, con sus colores</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Features skipped</source>
            <translation>Objetos espaciales omitidos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photo_tips.py" />
            <source>Fetching a photo</source>
            <translation>Trayendo una foto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>Fetching icons</source>
            <translation>Trayendo iconos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Fetching the picture of {name}</source>
            <translation>Trayendo la imagen de {name}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Field track</source>
            <translation>Traza de campo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Field tracks</source>
            <translation>Trazas de campo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Field waypoint</source>
            <translation>Punto de campo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Field waypoints</source>
            <translation>Puntos de campo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportmap.py" />
            <source>File</source>
            <translation>Archivo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Files that are there already would be replaced ({number}): {names}.</source>
            <translation>Se reemplazarían archivos que ya existen ({number}): {names}.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Fill color</source>
            <translation>Color de relleno</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>Fill colour</source>
            <translation>Color de relleno</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Fill colour (#RRGGBB)</source>
            <translation>Color de relleno (#RRGGBB)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Fill op&amp;acity</source>
            <translation>Opaci&amp;dad del relleno</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>Fill opacity</source>
            <translation>Opacidad del relleno</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Fill opacity (0 to 1)</source>
            <translation>Opacidad del relleno (0 a 1)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/help.py" />
            <source>Find on this page</source>
            <translation>Buscar en esta página</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Fire</source>
            <translation>Fuego</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>First aid</source>
            <translation>Primeros auxilios</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>First aid, cross</source>
            <translation>Primeros auxilios, cruz</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Fishing</source>
            <translation>Pesca</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Flag</source>
            <translation>Bandera</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupteam.py" />
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <location filename="../plugin/gui/folders_tree.py" />
            <location filename="../plugin/gui/maps_model.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/gui/values.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Folder</source>
            <translation>Carpeta</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Folder (title or id)</source>
            <translation>Carpeta (título o id)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/deletemap.py" />
            <source>Folder for its backup (that of the local copies if empty)</source>
            <translation>Carpeta para su copia de respaldo (la de las copias locales si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>Folder for the photos of {title}</source>
            <translation>Carpeta para las fotos de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Folder in the team's list of maps (id, or path as 2026/Training)</source>
            <translation>Carpeta en la lista de mapas del equipo (id, o ruta como 2026/Training)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Folder of each feature</source>
            <translation>Carpeta de cada objeto espacial</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Folder of each feature (title or id)</source>
            <translation>Carpeta de cada objeto espacial (título o id)</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Folder of the local copies</source>
            <translation>Carpeta de las copias locales</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <source>Folder of the local copy (the profile's if empty)</source>
            <translation>Carpeta de la copia local (la del perfil si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Folder of your own styles</source>
            <translation>Carpeta de sus propios estilos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Folder on the map (id or title)</source>
            <translation>Carpeta en el mapa (id o título)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/columns.py" />
            <source>Folder path</source>
            <translation>Ruta de la carpeta</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Folder, made if there is none</source>
            <translation>Carpeta, que se crea si no existe</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <location filename="../plugin/layers/maplayers.py" />
            <source>Folders</source>
            <translation>Carpetas</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/choosing.py" />
            <source>Folders by id or title, separated by ; (all if empty)</source>
            <translation>Carpetas por id o título, separadas por ; (todas si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/folders_tree.py" />
            <source>Folders of the map</source>
            <translation>Carpetas del mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Folders of {name}</source>
            <translation>Carpetas de {name}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Folders, colors, widths and fills; markers are dots in their color. Photos, and properties without a place in KML, are lost.</source>
            <translation>Carpetas, colores, anchuras y rellenos; los marcadores son puntos de su color. Se pierden las fotos y las propiedades que no caben en KML.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Food</source>
            <translation>Comida</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>For instance: County SAR</source>
            <translation>Por ejemplo: SAR del condado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <source>For&amp;get this map…</source>
            <translation>Ol&amp;vidar este mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <location filename="../plugin/gui/carto_manager.py" />
            <location filename="../plugin/gui/map_chooser.py" />
            <source>Forget</source>
            <translation>Olvidar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Forget the account “{name}”, its key and its tokens?</source>
            <translation>¿Olvidar la cuenta «{name}», su clave y sus tokens?</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <location filename="../plugin/gui/map_chooser.py" />
            <source>Forget the connection “{name}” and its secret?</source>
            <translation>¿Olvidar la conexión «{name}» y su secreto?</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>Forget {title} on this computer?</source>
            <translation>¿Olvidar {title} en este equipo?</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>Forgetting {title}</source>
            <translation>Olvidando {title}</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Former texts of objects and past pushes, for undo and restore.</source>
            <translation>Textos anteriores de objetos y envíos pasados, para deshacer y restaurar.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Found</source>
            <translation>Encontrado</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Fuel</source>
            <translation>Combustible</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>GPX for GPS devices</source>
            <translation>GPX para aparatos GPS</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Gate</source>
            <translation>Puerta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>GeoJSON, as CalTopo imports it</source>
            <translation>GeoJSON, como lo importa CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <location filename="../plugin/gui/export_dialog.py" />
            <source>GeoPackage</source>
            <translation>GeoPackage</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <location filename="../plugin/algorithms/reshaping.py" />
            <location filename="../plugin/gui/values.py" />
            <source>Geometry</source>
            <translation>Geometría</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Give a GeoPackage or a PostGIS database.</source>
            <translation>Indique un GeoPackage o una base de datos PostGIS.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/shapefiles.py" />
            <source>Give a code such as EPSG:4326 or EPSG:32610.</source>
            <translation>Indique un código como EPSG:4326 o EPSG:32610.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Give a map or a backup to take objects from, not both.</source>
            <translation>Indique un mapa o una copia de respaldo de donde tomar objetos, no ambos.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Give a probability raster or areas, not both.</source>
            <translation>Indique un ráster de probabilidad o áreas, no ambos.</translation>
        </message>
        <message>
            <location filename="../plugin/session/figures.py" />
            <source>Give a raster layer, or a polygon layer and its field.</source>
            <translation>Indique una capa ráster, o una capa de polígonos y su campo.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Give a template file.</source>
            <translation>Indique un archivo de plantilla.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Give a title and a device.</source>
            <translation>Indique un título y un dispositivo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>Give a whole number, as 101, or None to deal none.</source>
            <translation>Dé un número entero, como 101, o None para no asignar ninguno.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>Give another title or sharing first.</source>
            <translation>Indique primero otro título o modo de compartir.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Give bearings in degrees, with commas between.</source>
            <translation>Indique rumbos en grados, separados por comas.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Give both, or choose “CalTopo Desktop, or no account”.</source>
            <translation>Indique ambos, o elija «CalTopo Desktop, o sin cuenta».</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>Give degrees in WGS 84, and metres.</source>
            <translation>Indique grados en WGS 84 y metros.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Give distances, with commas between.</source>
            <translation>Indique distancias, separadas por comas.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Give it as https://caltopo.com, or http://localhost:8080 for CalTopo Desktop.</source>
            <translation>Indíquela como https://caltopo.com, o http://localhost:8080 para CalTopo Desktop.</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>Give it the id of the team or account (team_id, accountId); or open a map by its id or link, which needs none.</source>
            <translation>Dele el id del equipo o de la cuenta (team_id, accountId); o abra un mapa por su id o enlace, que no necesita ninguno.</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>Give its id, its (class, id), its title, or the object itself.</source>
            <translation>Indique su id, su (clase, id), su título o el objeto mismo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>Give its path, / between the titles. Folders are made on CalTopo's own page.</source>
            <translation>Indique su ruta, con / entre los títulos. Las carpetas se crean en la propia página de CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>Give its title exactly as it is on CalTopo.</source>
            <translation>Indique su título exactamente como está en CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>Give metres, 0 or more.</source>
            <translation>Indique metros, 0 o más.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Give one length.</source>
            <translation>Indique una longitud.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Give one of: a named map, a MapConfig file, or SQL with CartoCSS.</source>
            <translation>Indique uno de: un mapa con nombre, un archivo MapConfig, o SQL con CartoCSS.</translation>
        </message>
        <message>
            <location filename="../plugin/session/following.py" />
            <source>Give seconds, 0 to pause, None to stop.</source>
            <translation>Indique segundos, 0 para pausar, None para parar.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Give the 3 to 7 letters and digits of the map's id, as ABC12, or the map's address in the browser, as https://caltopo.com/m/ABC12.</source>
            <translation>Indique las 3 a 7 letras y cifras del id del mapa, como ABC12, o la dirección del mapa en el navegador, como https://caltopo.com/m/ABC12.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Give the connection a name.</source>
            <translation>Dé un nombre a la conexión.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Give the map a title.</source>
            <translation>Dé un título al mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Give the name of a named map.</source>
            <translation>Indique el nombre de un mapa con nombre.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartolayers.py" />
            <source>Give the named map a token without it, and enter that one.</source>
            <translation>Dé al mapa con nombre un token sin él e introduzca ese.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Ground</source>
            <translation>Terrestre</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Ground, type 1</source>
            <translation>Terrestre, tipo 1</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Ground, type 2</source>
            <translation>Terrestre, tipo 2</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Ground, type 3</source>
            <translation>Terrestre, tipo 3</translation>
        </message>
        <message>
            <location filename="../plugin/gui/help_part.py" />
            <source>H&amp;elp</source>
            <translation>A&amp;yuda</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>Half of a credential is missing in {where}.</source>
            <translation>Falta la mitad de una credencial en {where}.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Heading (°)</source>
            <translation>Orientación (°)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Heat source</source>
            <translation>Fuente de calor</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Helicopter</source>
            <translation>Helicóptero</translation>
        </message>
        <message>
            <location filename="../plugin/gui/help.py" />
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Here</source>
            <translation>Aquí</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>Hidden</source>
            <translation>Oculta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>High</source>
            <translation>Alta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Hiking, trailhead</source>
            <translation>Senderismo, inicio de sendero</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>History kept of each map (MB)</source>
            <translation>Historial que se conserva de cada mapa (MB)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>History of {title}</source>
            <translation>Historial de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Horses</source>
            <translation>Caballos</translation>
        </message>
        <message>
            <location filename="../plugin/layers/measure_functions.py" />
            <source>How long it is around an area and its holes, on the WGS 84 ellipsoid; NULL where it has none.</source>
            <translation>Cuánto mide el contorno de un área y de sus huecos, en el elipsoide WGS 84; NULL si no lo tiene.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/figure_functions.py" />
            <source>How many searchers it takes to do that in so many hours.</source>
            <translation>Cuántos rescatistas hacen falta para eso en tantas horas.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Hut, house</source>
            <translation>Cabaña, casa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>Id</source>
            <translation>Id</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Id of the layer</source>
            <translation>Id de la capa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Id of the map</source>
            <translation>Id del mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Id, secret or team id is wrong, or an admin has withdrawn the credential.</source>
            <translation>El id, el secreto o el id del equipo no es correcto, o un administrador ha retirado la credencial.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>If the disk is not full and no other program holds the file, it is damaged: move it and its ledger away and open the map again.</source>
            <translation>Si el disco no está lleno y ningún otro programa ocupa el archivo, está dañado: apártelo junto con su ledger y abra el mapa de nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartolayers.py" />
            <source>If you trust it, let the map be made.</source>
            <translation>Si confía en él, deje que se cree el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connections_import.py" />
            <source>Import</source>
            <translation>Importar</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>In progress</source>
            <translation>En curso</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Information</source>
            <translation>Información</translation>
        </message>
        <message>
            <location filename="../plugin/host/network.py" />
            <source>Install PySocks (Debian and Ubuntu: python3-socks), or choose an HTTP proxy under Settings &gt; Options &gt; Network.</source>
            <translation>Instale PySocks (Debian y Ubuntu: python3-socks), o elija un proxy HTTP en Configuración &gt; Opciones &gt; Red.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Install PySocks for QGIS's Python, or use an HTTP proxy.</source>
            <translation>Instale PySocks para el Python de QGIS, o use un proxy HTTP.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>Install the package python3-shapely, then start QGIS again.</source>
            <translation>Instale el paquete python3-shapely y vuelva a iniciar QGIS.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Instructions</source>
            <translation>Instrucciones</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>It becomes a line with its times, and follows its device no longer.</source>
            <translation>Se convierte en una línea con sus horas, y ya no sigue a su dispositivo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It can be opened read-only; rebuild it to load the map anew.</source>
            <translation>Se puede abrir en solo lectura; reconstrúyala para cargar el mapa de nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>It cannot be projected to WGS 84; it lies outside the reach of its CRS.</source>
            <translation>No se puede proyectar a WGS 84; queda fuera del alcance de su SRC.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>It does not meet “{other}”.</source>
            <translation>No toca «{other}».</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>It encloses “{other}” already.</source>
            <translation>Ya encierra «{other}».</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It goes only once “{title}” is on the map, which was changed with it.</source>
            <translation>Solo va cuando «{title}», que se cambió con él, esté en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It goes only once “{title}”, which it was cut from, is changed on the map.</source>
            <translation>Solo va cuando «{title}», de lo que se recortó, esté cambiado en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>It goes to the map with the next push, and can be undone in turn.</source>
            <translation>Va al mapa con el próximo envío, y a su vez se puede deshacer.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>It goes to the map with the next push, and can be undone.</source>
            <translation>Va al mapa con el próximo envío, y se puede deshacer.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>It has a [section] and below it lines like “id = …” and “key = …”.</source>
            <translation>Tiene una [sección] y debajo líneas como «id = …» y «key = …».</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It has a hole, and this server drops the holes of areas. Divide it into areas without holes.</source>
            <translation>Tiene un hueco, y este servidor quita los huecos de las áreas. Divídalo en áreas sin huecos.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It has no geometry. Draw one, or delete the row.</source>
            <translation>No tiene geometría. Dibuje una o elimine la fila.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>It is</source>
            <translation>Cómo está</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>It is a host alone, like https://caltopo.com or http://localhost:8080.</source>
            <translation>Es solo un servidor, como https://caltopo.com o http://localhost:8080.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>It is being sent.</source>
            <translation>Se está enviando.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It is not known yet whether the server has it. Push or refresh first; nothing was set back.</source>
            <translation>Aún no se sabe si el servidor lo tiene. Envíe o actualice primero; no se devolvió nada.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It is not opened. Ask who gave it to you for the map itself.</source>
            <translation>No se abre. Pida el mapa mismo a quien se lo dio.</translation>
        </message>
        <message>
            <location filename="../plugin/session/standing.py" />
            <source>It is opened without an account.</source>
            <translation>Se abre sin cuenta.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>It is sent to the map at once, and can be undone in turn.</source>
            <translation>Se envía al mapa enseguida, y a su vez se puede deshacer.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>It is sent to the map at once, and can be undone.</source>
            <translation>Se envía al mapa enseguida, y se puede deshacer.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>It is set here, and waits to be sent. {why}</source>
            <translation>Está puesto aquí y espera a ser enviado. {why}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>It is settled; push to send your values.</source>
            <translation>Está decidido; envíe para mandar sus valores.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>It is shown empty. An edit of such an object is not sent until it has a value.</source>
            <translation>Se muestra vacío. La edición de un objeto así no se envía hasta que tenga un valor.</translation>
        </message>
        <message>
            <location filename="../plugin/session/opening.py" />
            <source>It is shown read-only; what waits in it is not sent.</source>
            <translation>Se muestra en solo lectura; lo que espera en él no se envía.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_layers.py" />
            <source>It is the lowest layer.</source>
            <translation>Es la capa inferior.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_layers.py" />
            <source>It is the topmost layer.</source>
            <translation>Es la capa superior.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It is there again.</source>
            <translation>Está ahí otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>It may be {values}.</source>
            <translation>Puede ser {values}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>It may be “layer”, or properties and their values.</source>
            <translation>Puede ser «layer», o propiedades y sus valores.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It may have taken effect all the same: look at the map before sending it again.</source>
            <translation>Puede haber surtido efecto de todos modos: mire el mapa antes de enviarlo otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It may have taken effect: look before it is sent again.</source>
            <translation>Puede haber surtido efecto: mire antes de enviarlo otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>It meets “{other}” only in a point.</source>
            <translation>Toca «{other}» solo en un punto.</translation>
        </message>
        <message>
            <location filename="../plugin/session/exporting.py" />
            <source>It must be one of {formats}; or export shapefiles.</source>
            <translation>Debe ser uno de {formats}; o exporte shapefiles.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>It must be one of {values}.</source>
            <translation>Debe ser uno de {values}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It refers to a new {cls} that is not on the map yet.</source>
            <translation>Se refiere a un {cls} nuevo que aún no está en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It refers to what comes back under another id and cannot be changed from here.</source>
            <translation>Se refiere a algo que vuelve con otro id y no se puede cambiar desde aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>It waits here: {why}</source>
            <translation>Espera aquí: {why}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It was deleted here since.</source>
            <translation>Se eliminó aquí desde entonces.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It was deleted since.</source>
            <translation>Se eliminó desde entonces.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It was deleted, the id is wrong, or this account does not see it.</source>
            <translation>Se eliminó, el id es erróneo o esta cuenta no lo ve.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It was edited at this moment.</source>
            <translation>Se editó en este momento.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>It was kept, because not every object could be changed.</source>
            <translation>Se conservó, porque no todos los objetos se pudieron cambiar.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It was put into “{title}”, which a colleague has deleted. That shows once layer {layer} is no longer being edited, or is a conflict to decide first.</source>
            <translation>Se puso en «{title}», que un colega ha eliminado. Eso se muestra cuando la capa {layer} deje de editarse, o es un conflicto que decidir antes.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It was sent and no answer came. {names} on the map may be it, changed by somebody since. Retry sends it all the same; Discard drops it here and leaves what is on the map.</source>
            <translation>Se envió y no llegó respuesta. {names} del mapa puede serlo, cambiado por alguien desde entonces. Reintentar lo envía de todos modos; Descartar lo quita aquí y deja lo que hay en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>It was sent and no answer came; this server cannot say whether it took it. Look at the map: Retry sends it again, Discard takes it back here.</source>
            <translation>Se envió y no llegó respuesta; este servidor no puede decir si lo tomó. Mire el mapa: Reintentar lo envía otra vez, Descartar lo retira aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_account.py" />
            <source>It works, with the master key: {count} named maps.</source>
            <translation>Funciona, con la clave maestra: {count} mapas con nombre.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>It works.</source>
            <translation>Funciona.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>It, or “{other}”, encloses nothing.</source>
            <translation>Él, o «{other}», no encierra nada.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>Its arcs are drawn with straight pieces.</source>
            <translation>Sus arcos se dibujan con tramos rectos.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/looks.py" />
            <source>Its dashes become a solid line.</source>
            <translation>Sus guiones se convierten en una línea continua.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Its geometry cannot be sent: {reason}.</source>
            <translation>Su geometría no se puede enviar: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Its geometry has no layer here.</source>
            <translation>Su geometría no tiene capa aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Its geometry has several parts, which CalTopo has no form for. Split it into single parts (Multipart to singleparts).</source>
            <translation>Su geometría tiene varias partes, para lo que CalTopo no tiene forma. Divídala en partes sencillas (Multiparte a partes sencillas).</translation>
        </message>
        <message>
            <location filename="../plugin/layers/looks.py" />
            <source>Its hatching becomes an even fill.</source>
            <translation>Su trama se convierte en un relleno uniforme.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Its layer is being edited.</source>
            <translation>Su capa se está editando.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>Its layers of {name} are shown read-only, in our own style.</source>
            <translation>Sus capas de {name} se muestran en solo lectura, con nuestro propio estilo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>Its local copy, backups and pictures in {folder} are removed. </source>
            <translation>Se eliminan su copia local, sus copias de respaldo y sus imágenes en {folder}. </translation>
        </message>
        <message>
            <location filename="../plugin/layers/looks.py" />
            <source>Its marker becomes a dot; CalTopo's other symbols have meanings.</source>
            <translation>Su marcador se convierte en un punto; los demás símbolos de CalTopo tienen significado.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Its row is gone.</source>
            <translation>Su fila ya no está.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>Its sections: {known}.</source>
            <translation>Sus secciones: {known}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>Its several parts have no layer here yet; open the map again.</source>
            <translation>Sus varias partes aún no tienen capa aquí; abra el mapa de nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/deletemap.py" />
            <source>Its title, to confirm</source>
            <translation>Su título, para confirmar</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>Its {name} is no finite number and is left out.</source>
            <translation>Su {name} no es un número finito y se omite.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Its {name} was changed here since.</source>
            <translation>Su {name} se cambió aquí desde entonces.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/expand.py" />
            <source>Joins another area to that of a shape or assignment. Holes are kept, and a gap that both enclose stays one. Areas that meet in a point only, or not at all, are left and reported.</source>
            <translation>Une otra área a la de una forma o asignación. Los huecos se conservan, y un hueco que ambas encierran sigue siéndolo. Las áreas que se tocan solo en un punto, o no se tocan, se dejan y se comunican.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>KML for Google Earth</source>
            <translation>KML para Google Earth</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>KMZ for Google Earth</source>
            <translation>KMZ para Google Earth</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Keep &amp;mine</source>
            <translation>Conservar lo &amp;mío</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Keeps all maps that the account sees, or those of one team, in one database: a GeoPackage, or a PostGIS schema for many people and years of maps. Run again, it asks only for what changed; a run that broke off goes on. Objects that are deleted on a map stay, marked with the time they were gone, and every former text is kept in object_history. The tables object_point, object_line and object_polygon load as layers.</source>
            <translation>Mantiene todos los mapas que ve la cuenta, o los de un equipo, en una base de datos: un GeoPackage, o un esquema PostGIS para muchas personas y años de mapas. Ejecutado otra vez, solo pide lo que cambió; una ejecución interrumpida continúa. Los objetos que se eliminan en un mapa se quedan, marcados con la hora en que desaparecieron, y cada texto anterior se conserva en object_history. Las tablas object_point, object_line y object_polygon se cargan como capas.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/crop.py" />
            <source>Keeps of shapes and assignments what lies within a boundary and some metres beyond it; a line as boundary is a corridor. Tracks keep elevations and times, interpolated where they now begin and end. Several parts become several objects (“AC 103” and “AC:1 103”). What lies wholly outside is left as it is and reported.</source>
            <translation>Conserva de formas y asignaciones lo que está dentro de un límite y algunos metros más allá; una línea como límite es un corredor. Las trazas conservan elevaciones y horas, interpoladas donde ahora empiezan y terminan. Varias partes se convierten en varios objetos («AC 103» y «AC:1 103»). Lo que queda del todo fuera se deja como está y se comunica.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/deletemap.py" />
            <source>Kept as {path}</source>
            <translation>Guardado como {path}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Key, by which a feature is known again</source>
            <translation>Clave, por la que se reconoce un objeto espacial</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Kind of track</source>
            <translation>Tipo de traza</translation>
        </message>
        <message>
            <location filename="../plugin/layers/figure_functions.py" />
            <source>L = A/S: metres walked in an area (m²) in lanes of that spacing (m).</source>
            <translation>L = A/S: metros recorridos en un área (m²) en calles de ese espaciado (m).</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>La&amp;bel</source>
            <translation>Eti&amp;queta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Label</source>
            <translation>Etiqueta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/folders_tree.py" />
            <source>Labels</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Labels visible</source>
            <translation>Etiquetas visibles</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Landing zone</source>
            <translation>Zona de aterrizaje</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>Last refresh: {time}</source>
            <translation>Última actualización: {time}</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>Latitude comes first; are the two swapped?</source>
            <translation>La latitud va primero; ¿están intercambiadas?</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Layer</source>
            <translation>Capa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <source>Layer of the photos</source>
            <translation>Capa de las fotos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Layers below the map, the uppermost first</source>
            <translation>Capas bajo el mapa, la superior primero</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Layers of this account will not be drawn any more. Tiles seen before may stay in QGIS's network cache (Settings &gt; Options &gt; Network).</source>
            <translation>Las capas de esta cuenta ya no se dibujarán. Las teselas vistas antes pueden quedar en la caché de red de QGIS (Configuración &gt; Opciones &gt; Red).</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Layout template (the plugin's if empty)</source>
            <translation>Plantilla de composición (la del complemento si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>Left as they are, with the reason:</source>
            <translation>Se dejan como están, con el motivo:</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>Left as they are: {count}. {reason}</source>
            <translation>Se dejan como están: {count}. {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/columns.py" />
            <source>Length (km)</source>
            <translation>Longitud (km)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/columns.py" />
            <source>Length (mi)</source>
            <translation>Longitud (mi)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Letter</source>
            <translation>Letra</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Letter (dealt out if empty)</source>
            <translation>Letra (se asigna si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>Letters are A to Z, as in AA.</source>
            <translation>Las letras son de la A a la Z, como en AA.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Li&amp;ve tracks…</source>
            <translation>Trazas en &amp;vivo…</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Life ring</source>
            <translation>Salvavidas</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Lightning, power</source>
            <translation>Rayo, electricidad</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Line &amp;opacity</source>
            <translation>&amp;Opacidad de línea</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Line &amp;pattern</source>
            <translation>&amp;Patrón de línea</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Line &amp;width (px)</source>
            <translation>&amp;Ancho de línea (px)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Line color</source>
            <translation>Color de línea</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>Line colour</source>
            <translation>Color de línea</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Line colour (#RRGGBB)</source>
            <translation>Color de línea (#RRGGBB)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>Line opacity</source>
            <translation>Opacidad de línea</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Line opacity (0 to 1)</source>
            <translation>Opacidad de línea (0 a 1)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Line pattern</source>
            <translation>Patrón de línea</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Line width (pixels)</source>
            <translation>Ancho de línea (píxeles)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Line width (px)</source>
            <translation>Ancho de línea (px)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Lines</source>
            <translation>Líneas</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/localchanges.py" />
            <source>List local changes</source>
            <translation>Listar cambios locales</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/listmaps.py" />
            <source>List maps</source>
            <translation>Listar mapas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connections.py" />
            <source>Listing the maps of {name}</source>
            <translation>Listando los mapas de {name}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Listing the named maps of {name}</source>
            <translation>Listando los mapas con nombre de {name}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/listmaps.py" />
            <source>Lists the maps that a connection sees: its own, its teams' and bookmarked ones, the latest changed first. The output is a table without geometry. What else the account holds (PDFs and more) is counted, and named in the log.</source>
            <translation>Lista los mapas que ve una conexión: los propios, los de sus equipos y los favoritos, los últimos cambiados primero. La salida es una tabla sin geometría. Lo demás que tiene la cuenta (PDF y otros) se cuenta y se nombra en el registro.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/localchanges.py" />
            <source>Lists what has been added, edited and deleted in the local copy and is not on the map yet, with old and new values. Nothing is sent and nothing is fetched.</source>
            <translation>Lista lo que se ha añadido, editado y eliminado en la copia local y aún no está en el mapa, con valores antiguos y nuevos. No se envía ni se trae nada.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Lists, exports, creates, updates or deletes named maps of a CARTO account, whose saved key has to be the master key. Create and update take a template file, check it, and try the map out with its defaults afterwards. Maps that were made from a named map before go on as they were, until the server forgets them: deleting a map does not hide it at once.</source>
            <translation>Lista, exporta, crea, actualiza o elimina mapas con nombre de una cuenta de CARTO, cuya clave guardada tiene que ser la maestra. Crear y actualizar toman un archivo de plantilla, lo comprueban y después prueban el mapa con sus valores predeterminados. Los mapas hechos antes a partir de un mapa con nombre siguen como estaban, hasta que el servidor los olvida: eliminar un mapa no lo oculta enseguida.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Live positions</source>
            <translation>Posiciones en vivo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Live track</source>
            <translation>Traza en vivo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Live tracks</source>
            <translation>Trazas en vivo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Live tracks of {title}</source>
            <translation>Trazas en vivo de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/host/paths.py" />
            <source>Local copies cannot be kept in {path}: {reason}.</source>
            <translation>No se pueden guardar copias locales en {path}: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Location</source>
            <translation>Ubicación</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Locator</source>
            <translation>Localizador</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Locators</source>
            <translation>Localizadores</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Lodging</source>
            <translation>Alojamiento</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Longer side in pixels, larger ones are made smaller (0: as they are)</source>
            <translation>Lado mayor en píxeles; las mayores se reducen (0: como están)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Look at the preview first.</source>
            <translation>Mire primero la vista previa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>Looking at the changes of {title}</source>
            <translation>Mirando los cambios de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>Looking at the pushes of {title}</source>
            <translation>Mirando los envíos de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Looking at {title}</source>
            <translation>Mirando {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Looking for objects of {title}</source>
            <translation>Buscando objetos de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Looking for the UTM zone</source>
            <translation>Buscando la zona UTM</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>Looking for {object}</source>
            <translation>Buscando {object}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>Looking what changed on {title}</source>
            <translation>Mirando qué cambió en {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <location filename="../plugin/gui/history.py" />
            <source>Looking…</source>
            <translation>Mirando…</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>Looks</source>
            <translation>Aspecto</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Low</source>
            <translation>Baja</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map_part.py" />
            <source>M&amp;aps</source>
            <translation>Mapa&amp;s</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Magnetic declination (degrees, east positive)</source>
            <translation>Declinación magnética (grados, este positivo)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_part.py" />
            <source>Make CARTO maps ane&amp;w</source>
            <translation>Crear de n&amp;uevo los mapas de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Make room on the disk where it is full, or close the program that holds the file, and try again. Nothing was lost.</source>
            <translation>Libere espacio en el disco si está lleno, o cierre el programa que ocupa el archivo, y vuelva a intentarlo. No se perdió nada.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Makes a new map on CalTopo: empty, or with the objects of another map (a template), of a backup or of QGIS layers with their colours, all in one request. What CalTopo makes by itself, as tracks and photos, is left out and told.</source>
            <translation>Crea un mapa nuevo en CalTopo: vacío, o con los objetos de otro mapa (una plantilla), de una copia de respaldo o de capas de QGIS con sus colores, todo en una petición. Lo que CalTopo crea por sí mismo, como trazas y fotos, se omite y se indica.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/checkserver.py" />
            <source>Makes a scratch map on your own account, tries out what CalTopo's documentation leaves open, deletes the map again and lists the answers. What was learned is kept for this server, so that the plugin relies on an ability only where it was seen. Other maps are not touched.</source>
            <translation>Crea un mapa de prueba en su propia cuenta, ensaya lo que la documentación de CalTopo deja abierto, elimina el mapa y lista las respuestas. Lo aprendido se guarda para este servidor, de modo que el complemento solo confía en una capacidad donde se vio. Otros mapas no se tocan.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Makes assignments of the polygons or lines of a layer, in any CRS, and sends them. Each property is an expression over the layer: a field is written "name", a text 'in single quotes'. Letters and numbers that are not given are dealt out, those on the map left out. Operational period and folder are titles or ids; a title that is not there is made.

Run it again after the layer has changed: features are known by their key, or by their outline, so that nothing is doubled; what has not changed is left alone. What becomes of assignments whose feature is gone: keep, delete, or a status (DRAFT, PREPARED, INPROGRESS, COMPLETED).

By default it only says what it would do; switch that off to do it.</source>
            <translation>Crea asignaciones a partir de los polígonos o líneas de una capa, en cualquier SRC, y las envía. Cada propiedad es una expresión sobre la capa: un campo se escribe "nombre", un texto 'entre comillas simples'. Las letras y números que no se dan se asignan, sin usar los que están en el mapa. Período operacional y carpeta son títulos o id; un título que no está se crea.

Ejecútelo otra vez cuando la capa haya cambiado: los objetos se reconocen por su clave, o por su contorno, de modo que nada se duplica; lo que no ha cambiado no se toca. Qué pasa con las asignaciones cuyo objeto espacial ya no está: keep (conservar), delete (eliminar) o un estado (DRAFT, PREPARED, INPROGRESS, COMPLETED).

De forma predeterminada solo dice lo que haría; desactive eso para hacerlo.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Makes markers of a layer's points, or shapes of its lines or polygons, and sends them; with the layer's own colours, widths and opacities, or those given. Each property is an expression over the layer: a field is written "name", a text 'in single quotes'.

Run it again with a changed layer, for example this morning's perimeter: features are known by their key, or by their outline, so that nothing is doubled. The runs of a layer are remembered under its name; where the name changes, give one here.

By default it only says what it would do; switch that off to do it.</source>
            <translation>Crea marcadores a partir de los puntos de una capa, o formas a partir de sus líneas o polígonos, y los envía; con los colores, anchos y opacidades de la propia capa, o los indicados. Cada propiedad es una expresión sobre la capa: un campo se escribe "nombre", un texto 'entre comillas simples'.

Ejecútelo otra vez con una capa cambiada, por ejemplo el perímetro de esta mañana: los objetos se reconocen por su clave, o por su contorno, de modo que nada se duplica. Las ejecuciones de una capa se recuerdan por su nombre; si el nombre cambia, indique uno aquí.

De forma predeterminada solo dice lo que haría; desactive eso para hacerlo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <location filename="../plugin/session/cartolayers.py" />
            <source>Making the CARTO map {title}</source>
            <translation>Creando el mapa de CARTO {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Making the map {title}</source>
            <translation>Creando el mapa {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Making the map…</source>
            <translation>Creando el mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Manage named CARTO maps</source>
            <translation>Administrar mapas con nombre de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>Map</source>
            <translation>Mapa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <location filename="../plugin/algorithms/deletemap.py" />
            <source>Map (id or link)</source>
            <translation>Mapa (id o enlace)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Map book of assignments, A4 (PDF)</source>
            <translation>Libro de asignaciones, A4 (PDF)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Map book of assignments, Letter (PDF)</source>
            <translation>Libro de asignaciones, carta (PDF)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <source>Map {id}</source>
            <translation>Mapa {id}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>Map:</source>
            <translation>Mapa:</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>MapConfig</source>
            <translation>MapConfig</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <location filename="../plugin/algorithms/listmaps.py" />
            <source>Maps</source>
            <translation>Mapas</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>Maps are listed by account, and this connection names none.</source>
            <translation>Los mapas se listan por cuenta, y esta conexión no nombra ninguna.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Maps are opened by link or id; give an account id to have them listed.</source>
            <translation>Los mapas se abren por enlace o id; indique un id de cuenta para que se listen.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Maps can be opened by their link all the same.</source>
            <translation>Aun así los mapas se pueden abrir por su enlace.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Maps: {count}, {marks} of them bookmarks ({read} read only).</source>
            <translation>Mapas: {count}, {marks} de ellos favoritos ({read} de solo lectura).</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Maps: {count}.</source>
            <translation>Mapas: {count}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Marker</source>
            <translation>Marcador</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Marker colour (#RRGGBB)</source>
            <translation>Color del marcador (#RRGGBB)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Marker si&amp;ze</source>
            <translation>Tamaño del mar&amp;cador</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Marker size</source>
            <translation>Tamaño del marcador</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Marker symbol</source>
            <translation>Símbolo del marcador</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Marker, line or area, by title or id</source>
            <translation>Marcador, línea o área, por título o id</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <location filename="../plugin/layers/maplayers.py" />
            <source>Markers</source>
            <translation>Marcadores</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Medevac site</source>
            <translation>Punto de evacuación médica</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Medium</source>
            <translation>Media</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/crop.py" />
            <source>Metres beyond the boundary that are kept</source>
            <translation>Metros más allá del límite que se conservan</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <location filename="../plugin/layers/symbols.py" />
            <source>Mine</source>
            <translation>Lo mío</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Minutes after which CARTO maps are made anew</source>
            <translation>Minutos tras los que los mapas de CARTO se crean de nuevo</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Minutes between readings of the whole map</source>
            <translation>Minutos entre lecturas del mapa entero</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Mirror team</source>
            <translation>Replicar equipo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Mode</source>
            <translation>Modo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Most vertices of an outline</source>
            <translation>Máximo de vértices de un contorno</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Mounted</source>
            <translation>A caballo</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Move it away together with its ledger and open the map again; unsent edits stay in the GeoPackage.</source>
            <translation>Apártela junto con su ledger y abra el mapa de nuevo; las ediciones sin enviar quedan en el GeoPackage.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Move the copy's GeoPackage and ledger away together and open the map again; unsent edits stay in the GeoPackage.</source>
            <translation>Aparte juntos el GeoPackage y el ledger de la copia y abra el mapa de nuevo; las ediciones sin enviar quedan en el GeoPackage.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_template.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>Name a marker, or draw buffers around lines and areas.</source>
            <translation>Nombre un marcador, o dibuje áreas de influencia alrededor de líneas y áreas.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Name an object of the map, or give a point.</source>
            <translation>Nombre un objeto del mapa, o indique un punto.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>Name another object to change it by.</source>
            <translation>Nombre otro objeto con el que cambiarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/expand.py" />
            <source>Name one object that is to be expanded.</source>
            <translation>Nombre un objeto que haya que ampliar.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Name or service not known</source>
            <translation>nombre o servicio desconocido</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>Name the class, or give properties as properties=….</source>
            <translation>Indique la clase, o dé las propiedades como properties=….</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>Name the one that is meant by its class and id.</source>
            <translation>Nombre el que se quiere por su clase e id.</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>Name the one that is meant by its id.</source>
            <translation>Nombre el que se quiere por su id.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Name under which runs are remembered (the layer's if empty)</source>
            <translation>Nombre por el que se recuerdan las ejecuciones (el de la capa si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Named map (export, delete)</source>
            <translation>Mapa con nombre (exportar, eliminar)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Named maps are listed with the account's master key. Without it they can be added by name.</source>
            <translation>Los mapas con nombre se listan con la clave maestra de la cuenta. Sin ella se pueden añadir por su nombre.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Network is unreachable</source>
            <translation>la red es inaccesible</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <source>New &amp;folder…</source>
            <translation>Nueva car&amp;peta…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_picked.py" />
            <source>New folder</source>
            <translation>Nueva carpeta</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>New folders: {titles}.</source>
            <translation>Carpetas nuevas: {titles}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/editing_forms.py" />
            <source>New folder…</source>
            <translation>Nueva carpeta…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <source>New operational &amp;period…</source>
            <translation>Nuevo &amp;período operacional…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_picked.py" />
            <source>New operational period</source>
            <translation>Nuevo período operacional</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>New operational periods: {titles}.</source>
            <translation>Períodos operacionales nuevos: {titles}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/editing_forms.py" />
            <source>New operational period…</source>
            <translation>Nuevo período operacional…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/editing_forms.py" />
            <source>New…</source>
            <translation>Nuevo…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Next try at {time}.</source>
            <translation>Próximo intento a las {time}.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_identify.py" />
            <source>No CARTO layer is drawn here.</source>
            <translation>Aquí no se dibuja ninguna capa de CARTO.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <location filename="../plugin/gui/live.py" />
            <location filename="../plugin/gui/photos.py" />
            <location filename="../plugin/gui/tools_selection.py" />
            <source>No CalTopo map is open.</source>
            <translation>No hay ningún mapa de CalTopo abierto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>No CalTopo map is open; open one first.</source>
            <translation>No hay ningún mapa de CalTopo abierto; abra uno primero.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartomaps.py" />
            <source>No Maps API answers at this address.</source>
            <translation>En esta dirección no responde ninguna Maps API.</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>No bearing was given.</source>
            <translation>No se indicó ningún rumbo.</translation>
        </message>
        <message>
            <location filename="../plugin/api.py" />
            <source>No connection to {server} is chosen for this map.</source>
            <translation>No se ha elegido ninguna conexión a {server} para este mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>No connection was chosen.</source>
            <translation>No se eligió ninguna conexión.</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>No distance was given.</source>
            <translation>No se indicó ninguna distancia.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>No map is open. Open one first.</source>
            <translation>No hay ningún mapa abierto. Abra uno primero.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>No object was named.</source>
            <translation>No se nombró ningún objeto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>No open map has photos.</source>
            <translation>Ningún mapa abierto tiene fotos.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <location filename="../plugin/gui/photos.py" />
            <source>No open map may be written.</source>
            <translation>No se puede escribir en ningún mapa abierto.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <source>No operational period</source>
            <translation>Sin período operacional</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>No outline can be drawn with {count} vertices.</source>
            <translation>No se puede dibujar ningún contorno con {count} vértices.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <source>No web browser could be started. The link {url} is copied.</source>
            <translation>No se pudo abrir ningún navegador web. El enlace {url} está copiado.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Nobody waits any more for {host}, and {what} was not sent.</source>
            <translation>Ya nadie espera a {host}, y {what} no se envió.</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>None of these objects has a place on the map.</source>
            <translation>Ninguno de estos objetos tiene un lugar en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>Not sent since {time}: {changes} of {title}.</source>
            <translation>Sin enviar desde {time}: {changes} de {title}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Not sent yet</source>
            <translation>Aún no enviado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>Nothing changed since then.</source>
            <translation>Nada ha cambiado desde entonces.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_identify.py" />
            <source>Nothing found here.</source>
            <translation>Aquí no se encontró nada.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Nothing is being exported.</source>
            <translation>No se está exportando nada.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>Nothing is being sent.</source>
            <translation>No se está enviando nada.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Nothing is saved yet.</source>
            <translation>Aún no hay nada guardado.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>Nothing is sent from {title}: it is opened without an account.</source>
            <translation>No se envía nada de {title}: está abierto sin cuenta.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>Nothing is sent or fetched: {look_only}</source>
            <translation>No se envía ni se trae nada: {look_only}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>Nothing was changed. {why}</source>
            <translation>No se cambió nada. {why}</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>Nothing was changed. “{title}”: {reason}</source>
            <translation>No se cambió nada. «{title}»: {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Nothing was changed: this is what would be done. Switch “Only say what it would do” off to do it.</source>
            <translation>No se ha cambiado nada: esto es lo que se haría. Desactive «Solo decir lo que haría» para hacerlo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <location filename="../plugin/gui/work.py" />
            <source>Nothing was lost. Please report it with the details.</source>
            <translation>No se perdió nada. Por favor, comuníquelo con los detalles.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <location filename="../plugin/gui/panel.py" />
            <source>Nothing was pushed from this computer yet.</source>
            <translation>Aún no se envió nada desde este equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>Nothing was sent yet; it waits here and goes with the next push. {why}</source>
            <translation>Aún no se envió nada; espera aquí y va con el próximo envío. {why}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Nothing was sent. A proxy of the local network may read along; if it is trusted here, add its certificate to the ones QGIS trusts.</source>
            <translation>No se envió nada. Puede que un proxy de la red local lea lo que pasa; si es de confianza, añada su certificado a los que QGIS acepta.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Nothing was sent. Check the network and the proxy settings, then try again.</source>
            <translation>No se envió nada. Compruebe la red y la configuración del proxy y vuelva a intentarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Nothing was set back. The history lists the pushes that can be undone.</source>
            <translation>No se devolvió nada. El historial lista los envíos que se pueden deshacer.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/place.py" />
            <source>Nothing was written. Choose another folder, or let them be replaced.</source>
            <translation>No se escribió nada. Elija otra carpeta, o permita que se reemplacen.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/place.py" />
            <source>Nothing was written. Choose another name, or let it be replaced.</source>
            <translation>No se escribió nada. Elija otro nombre, o permita que se reemplace.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Now on the map</source>
            <translation>Ahora en el mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Number</source>
            <translation>Número</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Number (dealt out if empty)</source>
            <translation>Número (se asigna si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Number of assignments</source>
            <translation>Número de asignaciones</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Number of layers of the map</source>
            <translation>Número de capas del mapa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/listmaps.py" />
            <source>Number of maps</source>
            <translation>Número de mapas</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Number of maps looked at</source>
            <translation>Número de mapas mirados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupteam.py" />
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Number of maps that failed</source>
            <translation>Número de mapas que fallaron</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Number of maps with news</source>
            <translation>Número de mapas con novedades</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupteam.py" />
            <source>Number of maps written</source>
            <translation>Número de mapas escritos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Number of named maps that were listed or changed</source>
            <translation>Número de mapas con nombre listados o cambiados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Number of new and changed objects</source>
            <translation>Número de objetos nuevos y cambiados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupmap.py" />
            <location filename="../plugin/algorithms/createmap.py" />
            <location filename="../plugin/algorithms/exportmap.py" />
            <location filename="../plugin/algorithms/openmap.py" />
            <source>Number of objects</source>
            <translation>Número de objetos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Number of objects left out</source>
            <translation>Número de objetos omitidos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/openmap.py" />
            <source>Number of objects that could not be shown</source>
            <translation>Número de objetos que no se pudieron mostrar</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/listmaps.py" />
            <source>Number of other objects of the account</source>
            <translation>Número de otros objetos de la cuenta</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <source>Number of photos downloaded</source>
            <translation>Número de fotos descargadas</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Number of photos put on the map</source>
            <translation>Número de fotos puestas en el mapa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Number of photos that failed</source>
            <translation>Número de fotos que fallaron</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Number of photos that were there already</source>
            <translation>Número de fotos que ya estaban</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/checkserver.py" />
            <source>Number of questions</source>
            <translation>Número de preguntas</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>Number of records</source>
            <translation>Número de registros</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportmap.py" />
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>Number of warnings</source>
            <translation>Número de advertencias</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/checkserver.py" />
            <source>Number without an answer</source>
            <translation>Número sin respuesta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <source>OHV</source>
            <translation>Vehículo todoterreno</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <location filename="../plugin/layers/forms.py" />
            <source>Object</source>
            <translation>Objeto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Object or property</source>
            <translation>Objeto o propiedad</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Object they belong to (id or title)</source>
            <translation>Objeto al que pertenecen (id o título)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/localchanges.py" />
            <location filename="../plugin/algorithms/pushchanges.py" />
            <location filename="../plugin/algorithms/refreshmap.py" />
            <location filename="../plugin/algorithms/sending.py" />
            <source>Objects added</source>
            <translation>Objetos añadidos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/setback.py" />
            <source>Objects added again</source>
            <translation>Objetos añadidos otra vez</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/choosing.py" />
            <source>Objects by id, separated by ; (all if empty)</source>
            <translation>Objetos por id, separados por ; (todos si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/refreshmap.py" />
            <location filename="../plugin/algorithms/sending.py" />
            <source>Objects changed</source>
            <translation>Objetos cambiados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/localchanges.py" />
            <location filename="../plugin/algorithms/pushchanges.py" />
            <location filename="../plugin/algorithms/refreshmap.py" />
            <location filename="../plugin/algorithms/sending.py" />
            <location filename="../plugin/algorithms/setback.py" />
            <source>Objects deleted</source>
            <translation>Objetos eliminados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/localchanges.py" />
            <location filename="../plugin/algorithms/pushchanges.py" />
            <source>Objects edited</source>
            <translation>Objetos editados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Objects kept whose feature is gone</source>
            <translation>Objetos conservados cuyo objeto espacial ya no está</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/setback.py" />
            <source>Objects left alone</source>
            <translation>Objetos que no se tocaron</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Objects left as they are</source>
            <translation>Objetos que se dejan como están</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/reshaping.py" />
            <source>Objects left as they were</source>
            <translation>Objetos que se dejaron como estaban</translation>
        </message>
        <message>
            <location filename="../plugin/gui/locator.py" />
            <source>Objects of CalTopo maps</source>
            <translation>Objetos de mapas de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Objects of class {cls} are not added from here.</source>
            <translation>Los objetos de la clase {cls} no se añaden desde aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Objects of class {cls} are not deleted from here.</source>
            <translation>Los objetos de la clase {cls} no se eliminan desde aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Objects of class {cls} are not edited from here.</source>
            <translation>Los objetos de la clase {cls} no se editan desde aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_selection.py" />
            <source>Objects of several maps are selected; select those of one.</source>
            <translation>Hay seleccionados objetos de varios mapas; seleccione los de uno.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/about.py" />
            <source>Objects of the class {cls} of the CalTopo map {title}, as they are kept on this computer.</source>
            <translation>Objetos de la clase {cls} del mapa de CalTopo {title}, como se guardan en este equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Objects of this backup</source>
            <translation>Objetos de esta copia de respaldo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Objects of this map (id or link)</source>
            <translation>Objetos de este mapa (id o enlace)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/setback.py" />
            <source>Objects set back</source>
            <translation>Objetos devueltos a como eran</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <location filename="../plugin/algorithms/reshaping.py" />
            <source>Objects the server refused</source>
            <translation>Objetos que el servidor rechazó</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Objects whose feature is gone: keep or delete</source>
            <translation>Objetos cuyo objeto espacial ya no está: keep (conservar) o delete (eliminar)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/reshaping.py" />
            <source>Objects, by title or id (one a line, or with ; between them)</source>
            <translation>Objetos, por título o id (uno por línea, o separados por ;)</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>Of a selection nobody can say what is missing.</source>
            <translation>De una selección nadie puede decir qué falta.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/looks.py" />
            <source>Of its symbol ({kind}) only the colour can be sent.</source>
            <translation>De su símbolo ({kind}) solo se puede enviar el color.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Off-highway vehicle</source>
            <translation>Vehículo todoterreno</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>Offline since {time}. {reason}</source>
            <translation>Sin conexión desde las {time}. {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Often the account may only read this map. Read the server's own words.</source>
            <translation>A menudo la cuenta solo puede leer este mapa. Lea las palabras del propio servidor.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>On the map</source>
            <translation>En el mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>On the map: {done}.</source>
            <translation>En el mapa: {done}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>On the map: {done}. Not sent: {left}. {reasons}</source>
            <translation>En el mapa: {done}. No enviado: {left}. {reasons}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>On the web the map opens with:</source>
            <translation>En la web el mapa se abre con:</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>One area is expanded at a time; {count} are selected.</source>
            <translation>Se amplía un área cada vez; hay {count} seleccionadas.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Only Retry sends again what was refused.</source>
            <translation>Solo Reintentar vuelve a enviar lo rechazado.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Only a change that was refused or waits can be sent again.</source>
            <translation>Solo se puede enviar otra vez un cambio que fue rechazado o que espera.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>Only areas can be joined.</source>
            <translation>Solo se pueden unir áreas.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartomaps.py" />
            <source>Only named maps have placeholders, and so params.</source>
            <translation>Solo los mapas con nombre tienen marcadores de posición, y por eso parámetros.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Only objects &amp;selected in the layers ({number})</source>
            <translation>Solo objetos &amp;seleccionados en las capas ({number})</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <source>Only of this team (id or admin page)</source>
            <translation>Solo de este equipo (id o página de administración)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/restorebackup.py" />
            <location filename="../plugin/algorithms/sending.py" />
            <location filename="../plugin/algorithms/undopush.py" />
            <source>Only say what it would do</source>
            <translation>Solo decir lo que haría</translation>
        </message>
        <message>
            <location filename="../plugin/gui/options.py" />
            <source>Op&amp;tions…</source>
            <translation>Opcio&amp;nes…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/source_select.py" />
            <source>Open a CalTopo map</source>
            <translation>Abrir un mapa de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <source>Open by &amp;link…</source>
            <translation>Abrir por en&amp;lace…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <source>Open in &amp;CalTopo</source>
            <translation>Abrir en &amp;CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Open it anew.</source>
            <translation>Ábrala de nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>Open it with a connection whose account may write it.</source>
            <translation>Ábralo con una conexión cuya cuenta pueda escribir en él.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/openmap.py" />
            <source>Open map</source>
            <translation>Abrir mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photo_tips.py" />
            <source>Open photo</source>
            <translation>Abrir foto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>Open the map</source>
            <translation>Abrir el mapa</translation>
        </message>
        <message>
            <location filename="../plugin/session/opening.py" />
            <source>Open the map again to load it.</source>
            <translation>Abra el mapa de nuevo para cargarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>Open the map again; the project's layers then show the new copy.</source>
            <translation>Abra el mapa de nuevo; las capas del proyecto muestran entonces la copia nueva.</translation>
        </message>
        <message>
            <location filename="../plugin/session/forgetting.py" />
            <source>Open the map and push them, or forget it with its changes.</source>
            <translation>Abra el mapa y envíelos, u olvídelo con sus cambios.</translation>
        </message>
        <message>
            <location filename="../plugin/api.py" />
            <source>Open the map by a connection once; it is remembered.</source>
            <translation>Abra el mapa una vez con una conexión; se recuerda.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>Open {name} yourself; the project's layers then show your copy of it.</source>
            <translation>Abra {name} usted mismo; las capas del proyecto muestran entonces su copia.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>Opened</source>
            <translation>Abierto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>Opened lately</source>
            <translation>Abiertos últimamente</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photo_tips.py" />
            <source>Opening a photo</source>
            <translation>Abriendo una foto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>Opening the CalTopo map {title}</source>
            <translation>Abriendo el mapa de CalTopo {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/practice.py" />
            <source>Opening the practice incident</source>
            <translation>Abriendo el incidente de práctica</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>Opening {name}</source>
            <translation>Abriendo {name}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>Opening {title}…</source>
            <translation>Abriendo {title}…</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/openmap.py" />
            <source>Opens a map from its local copy, loading it first where there is none, and brings it up to date. In QGIS its layers are added to the project and saving them sends the edits; elsewhere the local copy, a GeoPackage, is made ready and closed again.</source>
            <translation>Abre un mapa desde su copia local, cargándola primero si no la hay, y lo pone al día. En QGIS sus capas se añaden al proyecto y al guardarlas se envían las ediciones; en otros sitios la copia local, un GeoPackage, se prepara y se cierra otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/gui/values.py" />
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Operational period</source>
            <translation>Período operacional</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Operational period (title or id)</source>
            <translation>Período operacional (título o id)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Operational period of each feature</source>
            <translation>Período operacional de cada objeto espacial</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <location filename="../plugin/layers/maplayers.py" />
            <source>Operational periods</source>
            <translation>Períodos operacionales</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/choosing.py" />
            <source>Operational periods by id or title, separated by ; (all if empty)</source>
            <translation>Períodos operacionales por id o título, separados por ; (todos si está vacío)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Or PostGIS: host='…' dbname='…' authcfg=…</source>
            <translation>O PostGIS: host='…' dbname='…' authcfg=…</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Or a point</source>
            <translation>O un punto</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Or all pictures of this folder</source>
            <translation>O todas las imágenes de esta carpeta</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Or probability areas</source>
            <translation>O áreas de probabilidad</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <source>Other</source>
            <translation>Otro</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <source>Other objects ({count})</source>
            <translation>Otros objetos ({count})</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Other objects belong to it now.</source>
            <translation>Ahora le pertenecen otros objetos.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>P&amp;hotos</source>
            <translation>&amp;Fotos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/practice.py" />
            <source>P&amp;ractice incident</source>
            <translation>Incidente de p&amp;ráctica</translation>
        </message>
        <message>
            <location filename="../plugin/layers/figure_functions.py" />
            <source>POA of a place after a search without a find: POA·(1 - POD)/(1 - POS); POS is that of the whole search, 0 keeps shares of the original total.</source>
            <translation>POA de un lugar tras una búsqueda sin hallazgo: POA·(1 - POD)/(1 - POS); POS es la de toda la búsqueda, 0 mantiene partes del total original.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>POD clue</source>
            <translation>POD de indicios</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>POD from</source>
            <translation>POD según</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>POD of a responsive subject</source>
            <translation>POD de un sujeto que responde</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>POD of an unresponsive subject</source>
            <translation>POD de un sujeto que no responde</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>POD of clues</source>
            <translation>POD de indicios</translation>
        </message>
        <message>
            <location filename="../plugin/layers/figure_functions.py" />
            <source>POD of several searches of one place: 1 - (1 - POD1)·(1 - POD2)…</source>
            <translation>POD de varias búsquedas de un lugar: 1 - (1 - POD1)·(1 - POD2)…</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>POD responsive</source>
            <translation>POD con respuesta</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>POD that {level} stands for</source>
            <translation>POD que representa {level}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>POD unresponsive</source>
            <translation>POD sin respuesta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>POD, clues</source>
            <translation>POD, indicios</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>POD, responsive</source>
            <translation>POD, con respuesta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>POD, unresponsive</source>
            <translation>POD, sin respuesta</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>POS of what has been searched</source>
            <translation>POS de lo que se ha buscado</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>POS that the others would add</source>
            <translation>POS que añadirían las demás</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Paper</source>
            <translation>Papel</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Peak</source>
            <translation>Cima</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Pennant</source>
            <translation>Banderín</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Person</source>
            <translation>Persona</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Personal credential</source>
            <translation>Credencial personal</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <location filename="../plugin/layers/maptips.py" />
            <location filename="../plugin/layers/symbols.py" />
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>Photos are being sent.</source>
            <translation>Se están enviando fotos.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Picnic</source>
            <translation>Merendero</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>Picture</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <location filename="../plugin/gui/photos.py" />
            <source>Pictures</source>
            <translation>Imágenes</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Pin</source>
            <translation>Chincheta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Polygons</source>
            <translation>Polígonos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Positions</source>
            <translation>Posiciones</translation>
        </message>
        <message>
            <location filename="../plugin/session/opening.py" />
            <source>Practice: Echo Lakes search</source>
            <translation>Práctica: búsqueda en Echo Lakes</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Prepared</source>
            <translation>Preparada</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Prepared by</source>
            <translation>Preparado por</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Preview of {layer}</source>
            <translation>Vista previa de {layer}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Previous efforts</source>
            <translation>Esfuerzos anteriores</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Primary frequency</source>
            <translation>Frecuencia primaria</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Priority</source>
            <translation>Prioridad</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Private: the team alone</source>
            <translation>Privado: solo el equipo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Probability of being elsewhere (0 to 1)</source>
            <translation>Probabilidad de estar en otra parte (0 a 1)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Probability raster</source>
            <translation>Ráster de probabilidad</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Probability that remains</source>
            <translation>Probabilidad que queda</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>Properties are {names}.</source>
            <translation>Las propiedades son {names}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Property</source>
            <translation>Propiedad</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Public: everybody can find it</source>
            <translation>Público: cualquiera puede encontrarlo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Push</source>
            <translation>Envío</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Push assignments</source>
            <translation>Enviar asignaciones</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <source>Push changes</source>
            <translation>Enviar cambios</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>Push it first.</source>
            <translation>Envíelo primero.</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>Push it first; then photos can be attached to it.</source>
            <translation>Envíelo primero; entonces se le pueden adjuntar fotos.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Push or object</source>
            <translation>Envío u objeto</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>Push or refresh first; then it is known and can be changed back.</source>
            <translation>Envíe o actualice primero; entonces se sabe y se puede volver atrás.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>Push sends it.</source>
            <translation>Enviar lo manda.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Puts pictures on a map where they were taken, with the direction the camera looked in; both come from the pictures' EXIF. Run again, what is on the map already is left alone, and an upload that broke off goes on.</source>
            <translation>Pone imágenes en un mapa donde se tomaron, con la dirección en que miraba la cámara; ambas vienen del EXIF de las imágenes. Ejecutado otra vez, lo que ya está en el mapa no se toca, y una subida interrumpida continúa.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>QGIS cannot open the layer {table} of {name}.</source>
            <translation>QGIS no puede abrir la capa {table} de {name}.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/archivepostgis.py" />
            <source>QGIS for Windows and macOS brings it; on Debian it is python3-psycopg2.</source>
            <translation>QGIS para Windows y macOS lo trae; en Debian es python3-psycopg2.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/rows.py" />
            <source>QGIS gave no reason</source>
            <translation>QGIS no dio ningún motivo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live_gps.py" />
            <source>QGIS has no GPS position. Connect a receiver in its GPS panel.</source>
            <translation>QGIS no tiene posición GPS. Conecte un receptor en su panel GPS.</translation>
        </message>
        <message>
            <location filename="../plugin/host/network.py" />
            <source>QGIS holds an exception for {hostname} without a certificate.</source>
            <translation>QGIS tiene una excepción para {hostname} sin certificado.</translation>
        </message>
        <message>
            <location filename="../plugin/session/mainthread.py" />
            <source>QGIS is closing.</source>
            <translation>QGIS se está cerrando.</translation>
        </message>
        <message>
            <location filename="../plugin/host/network.py" />
            <source>QGIS is set to a SOCKS proxy, and the Python package for it is missing.</source>
            <translation>QGIS está configurado con un proxy SOCKS, y falta el paquete de Python para él.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map_part.py" />
            <source>QGIS's Processing is needed for this and is switched off.</source>
            <translation>Para esto hace falta Procesos de QGIS, que está desactivado.</translation>
        </message>
        <message>
            <location filename="../plugin/host/carto_accounts.py" />
            <source>QGIS's password store is locked or not available, and the API key is kept there alone.</source>
            <translation>El almacén de contraseñas de QGIS está bloqueado o no disponible, y la clave de API solo se guarda allí.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>QGIS's password store is locked: its master password was not given.</source>
            <translation>El almacén de contraseñas de QGIS está bloqueado: no se dio su contraseña maestra.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>QGIS's password store is not available on this computer.</source>
            <translation>El almacén de contraseñas de QGIS no está disponible en este equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>QML files named like a layer's table or class (Marker.qml, Shape_line.qml, Assignment.qml) are used instead of CalTopo's style. Applies to maps opened from now on.</source>
            <translation>Se usan archivos QML con el nombre de la tabla o clase de una capa (Marker.qml, Shape_line.qml, Assignment.qml) en vez del estilo de CalTopo. Vale para los mapas que se abran a partir de ahora.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Question</source>
            <translation>Pregunta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Radio tower</source>
            <translation>Torre de radio</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Railway</source>
            <translation>Ferrocarril</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>Range r&amp;ings…</source>
            <translation>An&amp;illos de distancia…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>Range rings</source>
            <translation>Anillos de distancia</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>Range rings around {title}</source>
            <translation>Anillos de distancia alrededor de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Range rings, bearings and buffers</source>
            <translation>Anillos de distancia, rumbos y áreas de influencia</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser_part.py" />
            <source>Re&amp;move connection…</source>
            <translation>&amp;Quitar conexión…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>Read from {host}</source>
            <translation>Leído de {host}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Reading the history of {title}</source>
            <translation>Leyendo el historial de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Reading the layer and the map…</source>
            <translation>Leyendo la capa y el mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>Reading the layer was cancelled.</source>
            <translation>Se canceló la lectura de la capa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <location filename="../plugin/gui/map_chooser.py" />
            <location filename="../plugin/gui/map_settings.py" />
            <source>Reading the list of maps…</source>
            <translation>Leyendo la lista de mapas…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>Reading the map…</source>
            <translation>Leyendo el mapa…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Reading the named map {name}</source>
            <translation>Leyendo el mapa con nombre {name}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Reading the named maps…</source>
            <translation>Leyendo los mapas con nombre…</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Reading the versions of an object of {title}</source>
            <translation>Leyendo las versiones de un objeto de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>Reading {title}</source>
            <translation>Leyendo {title}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>Record</source>
            <translation>Registro</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Recreation</source>
            <translation>Ocio</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/refreshmap.py" />
            <source>Refresh map</source>
            <translation>Actualizar mapa</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Refresh open maps by themselves</source>
            <translation>Actualizar por sí solos los mapas abiertos</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>Refresh the map and look again.</source>
            <translation>Actualice el mapa y vuelva a mirar.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <location filename="../plugin/algorithms/sending.py" />
            <location filename="../plugin/algorithms/setback.py" />
            <source>Refused by the server</source>
            <translation>Rechazados por el servidor</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>Refused by the server: {objects}. “Changes…” says why and tries again.</source>
            <translation>Rechazado por el servidor: {objects}. «Cambios…» dice por qué y lo intenta otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/host/network.py" />
            <source>Remove it under Settings &gt; Options &gt; Authentication &gt; Manage Certificates.</source>
            <translation>Quítela en Configuración &gt; Opciones &gt; Autenticación &gt; Administrar certificados.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <source>Report (JSON)</source>
            <translation>Informe (JSON)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <location filename="../plugin/gui/live_gps.py" />
            <location filename="../plugin/session/live.py" />
            <source>Reporting a position</source>
            <translation>Informando una posición</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Requests go through the proxy {proxy} (Settings &gt; Options &gt; Network).</source>
            <translation>Las peticiones pasan por el proxy {proxy} (Configuración &gt; Opciones &gt; Red).</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Resolving a conflict of {title}</source>
            <translation>Resolviendo un conflicto de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Resolving the conflicts of {title}</source>
            <translation>Resolviendo los conflictos de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Resource</source>
            <translation>Recurso</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Resource type</source>
            <translation>Tipo de recurso</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>Resources</source>
            <translation>Recursos</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/restorebackup.py" />
            <source>Restore backup</source>
            <translation>Restaurar copia de respaldo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Restore {object} as it was until {time}?</source>
            <translation>¿Restaurar {object} como era hasta las {time}?</translation>
        </message>
        <message>
            <location filename="../plugin/session/back.py" />
            <source>Restored backup {name}</source>
            <translation>Copia de respaldo {name} restaurada</translation>
        </message>
        <message>
            <location filename="../plugin/session/back.py" />
            <source>Restored object</source>
            <translation>Objeto restaurado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Restoring an object of {title}</source>
            <translation>Restaurando un objeto de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Restrooms</source>
            <translation>Aseos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Result</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/messages.py" />
            <location filename="../plugin/gui/telling.py" />
            <source>Retry</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Ring</source>
            <translation>Anillo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Rockfall, avalanche</source>
            <translation>Desprendimiento, alud</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Rotation (°)</source>
            <translation>Rotación (°)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>S&amp;top</source>
            <translation>Dete&amp;ner</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>SMS location request</source>
            <translation>Petición de ubicación por SMS</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>SMS location requests</source>
            <translation>Peticiones de ubicación por SMS</translation>
        </message>
        <message>
            <location filename="../plugin/exports/book.py" />
            <source>Save a layout as template in QGIS (Layout &gt; Save as Template).</source>
            <translation>Guarde una composición como plantilla en QGIS (Composición &gt; Guardar como plantilla).</translation>
        </message>
        <message>
            <location filename="../plugin/layers/inproject.py" />
            <source>Save or discard its edits, then open the map again.</source>
            <translation>Guarde o descarte sus ediciones y abra el mapa de nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>Save or stop editing its layer first.</source>
            <translation>Guarde o deje de editar primero su capa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>Save or stop editing that layer first.</source>
            <translation>Guarde o deje de editar primero esa capa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_selection.py" />
            <source>Save or stop editing the layer “{layer}” first.</source>
            <translation>Guarde o deje de editar primero la capa «{layer}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Save the MapConfig</source>
            <translation>Guardar el MapConfig</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Save the template</source>
            <translation>Guardar la plantilla</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Save what you need of it elsewhere, move the copy's files away and open the map again.</source>
            <translation>Guarde en otro sitio lo que necesite de ella, aparte los archivos de la copia y abra el mapa de nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/carto_accounts.py" />
            <source>Saved accounts: {known}.</source>
            <translation>Cuentas guardadas: {known}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>Saved connections: {known}.</source>
            <translation>Conexiones guardadas: {known}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Saving a layer's edits sends them at once. Otherwise they wait for Push.</source>
            <translation>Al guardar las ediciones de una capa se envían enseguida. Si no, esperan a Enviar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_template.py" />
            <source>Saving the named map {name}</source>
            <translation>Guardando el mapa con nombre {name}</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>Saving would send {calls} changes to the map, {deletes} of them deletes. Send them?</source>
            <translation>Guardar enviaría {calls} cambios al mapa, {deletes} de ellos eliminaciones. ¿Enviarlos?</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Say where to export to.</source>
            <translation>Diga a dónde exportar.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Say which field holds the areas' probability.</source>
            <translation>Diga qué campo tiene la probabilidad de las áreas.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>Scanned USGS topo maps</source>
            <translation>Mapas topográficos del USGS escaneados</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Schema in PostGIS</source>
            <translation>Esquema en PostGIS</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Scrambling</source>
            <translation>Trepada</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>Search</source>
            <translation>Buscar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Search and rescue</source>
            <translation>Búsqueda y rescate</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Search figures</source>
            <translation>Cifras de búsqueda</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Searcher hours of all</source>
            <translation>Horas de rescatista en total</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Searchers where an assignment has no team size</source>
            <translation>Rescatistas cuando una asignación no tiene tamaño de equipo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Secondary frequency</source>
            <translation>Frecuencia secundaria</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Seconds between two refreshes</source>
            <translation>Segundos entre dos actualizaciones</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Secret: whoever has the link</source>
            <translation>Secreto: quien tenga el enlace</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Sectors (“350-10, 90-120”)</source>
            <translation>Sectores («350-10, 90-120»)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>Select an area: a shape or an assignment.</source>
            <translation>Seleccione un área: una forma o una asignación.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>Select lines or areas.</source>
            <translation>Seleccione líneas o áreas.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>Select lines or areas: shapes or assignments.</source>
            <translation>Seleccione líneas o áreas: formas o asignaciones.</translation>
        </message>
        <message>
            <location filename="../plugin/session/gathering.py" />
            <source>Select more of the map.</source>
            <translation>Seleccione más del mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Select objects first.</source>
            <translation>Seleccione primero objetos.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_selection.py" />
            <source>Select objects of a CalTopo map first.</source>
            <translation>Seleccione primero objetos de un mapa de CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Select objects of this map on the canvas or in a table.</source>
            <translation>Seleccione objetos de este mapa en el lienzo o en una tabla.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>Select one marker.</source>
            <translation>Seleccione un marcador.</translation>
        </message>
        <message>
            <location filename="../plugin/session/mapbook.py" />
            <source>Select others, or draw them first.</source>
            <translation>Seleccione otros, o dibújelos primero.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Selected features only</source>
            <translation>Solo objetos seleccionados</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools.py" />
            <source>Selected ob&amp;jects</source>
            <translation>Ob&amp;jetos seleccionados</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Send edits when a layer is saved</source>
            <translation>Enviar las ediciones al guardar una capa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Send la&amp;yer to CalTopo…</source>
            <translation>Enviar capa a Ca&amp;lTopo…</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>Send the whole layer, or keep what is missing.</source>
            <translation>Envíe la capa entera, o conserve lo que falta.</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>Sending photos to {title}</source>
            <translation>Enviando fotos a {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Sending {layer}</source>
            <translation>Enviando {layer}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <source>Sending…</source>
            <translation>Enviando…</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <source>Sends what has been added, edited and deleted in the local copy, one signed call per object, after bringing in what others have changed. What the server refuses stays in the outbox with its reason; conflicts are never sent.</source>
            <translation>Envía lo que se ha añadido, editado y eliminado en la copia local, una llamada firmada por objeto, después de traer lo que otros han cambiado. Lo que el servidor rechaza queda en la bandeja de salida con su motivo; los conflictos nunca se envían.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Sent again unchanged it would be refused again. Read the server's own words.</source>
            <translation>Enviado otra vez sin cambios se rechazaría de nuevo. Lea las palabras del propio servidor.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/choosing.py" />
            <source>Separate names by ;</source>
            <translation>Separe los nombres con ;</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Servers forget a CARTO map, some five minutes after its last use.</source>
            <translation>Los servidores olvidan un mapa de CARTO unos cinco minutos después de su último uso.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Service account of a team</source>
            <translation>Cuenta de servicio de un equipo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>Set back</source>
            <translation>Devuelto</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>Set it in the layer's properties.</source>
            <translation>Defínalo en las propiedades de la capa.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/restorebackup.py" />
            <source>Sets a map back to a backup: what is missing is added, what differs is edited, what is new is deleted. By default it only lists what it would do; switch that off to do it.</source>
            <translation>Devuelve un mapa a una copia de respaldo: lo que falta se añade, lo que difiere se edita, lo que es nuevo se elimina. De forma predeterminada solo lista lo que haría; desactive eso para hacerlo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Settle {count} conflicts at once?</source>
            <translation>¿Resolver {count} conflictos de una vez?</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>Several folders are called “{given}”; give the id of one.</source>
            <translation>Varias carpetas se llaman «{given}»; indique el id de una.</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>Several folders are called “{title}”.</source>
            <translation>Varias carpetas se llaman «{title}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>Shape</source>
            <translation>Forma</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Shapefiles as a zip</source>
            <translation>Shapefiles en un zip</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Shapefiles in a folder</source>
            <translation>Shapefiles en una carpeta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Shapes</source>
            <translation>Formas</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>Sharing</source>
            <translation>Uso compartido</translation>
        </message>
        <message>
            <location filename="../plugin/gui/folders_tree.py" />
            <source>Show labels of the objects in this folder</source>
            <translation>Mostrar etiquetas de los objetos de esta carpeta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>Shown</source>
            <translation>Visible</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Signed requests do not go to {host} over plain http.</source>
            <translation>Las peticiones firmadas no van a {host} por http sin cifrar.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>Simplify by up to (metres)</source>
            <translation>Simplificar hasta (metros)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Size</source>
            <translation>Tamaño</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Skiing</source>
            <translation>Esquí</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Snow</source>
            <translation>Nieve</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Snowboarding</source>
            <translation>Snowboard</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Snowmobile</source>
            <translation>Moto de nieve</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>Some changes have not been sent to CalTopo.</source>
            <translation>Algunos cambios no se han enviado a CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <location filename="../plugin/gui/work.py" />
            <source>Something went wrong inside the plugin.</source>
            <translation>Algo falló dentro del complemento.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Spacing of searchers, m</source>
            <translation>Espaciado de los rescatistas, m</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Speed of searchers, km/h</source>
            <translation>Velocidad de los rescatistas, km/h</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Square</source>
            <translation>Cuadrado</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Star</source>
            <translation>Estrella</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Status</source>
            <translation>Estado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Statuses of assignments</source>
            <translation>Estados de las asignaciones</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/choosing.py" />
            <source>Statuses of assignments, separated by ; (all if empty), as INPROGRESS;COMPLETED</source>
            <translation>Estados de las asignaciones, separados por ; (todos si está vacío), como INPROGRESS;COMPLETED</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Statuses that count as searched</source>
            <translation>Estados que cuentan como buscado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Stop the live track “{title}”?</source>
            <translation>¿Detener la traza en vivo «{title}»?</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>Stopped {title}</source>
            <translation>{title} detenida</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Stopping the live track {title}</source>
            <translation>Deteniendo la traza en vivo {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Style objects of {title}</source>
            <translation>Dar estilo a objetos de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <location filename="../plugin/session/appearance.py" />
            <source>Style of {count} objects</source>
            <translation>Estilo de {count} objetos</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Summary</source>
            <translation>Resumen</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Swimming</source>
            <translation>Natación</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map_part.py" />
            <source>Switch it on in Plugins &gt; Manage and Install Plugins.</source>
            <translation>Actívelo en Complementos &gt; Administrar e instalar complementos.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Symbol</source>
            <translation>Símbolo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/figure_functions.py" />
            <source>T = L/V: hours of one searcher for so many metres at so many km/h.</source>
            <translation>T = L/V: horas de un rescatista para tantos metros a tantos km/h.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Table of assignments (CSV)</source>
            <translation>Tabla de asignaciones (CSV)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/downloadphotos.py" />
            <source>Table of the photos</source>
            <translation>Tabla de las fotos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Take &amp;theirs</source>
            <translation>&amp;Tomar lo suyo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Take back your change of {object}?</source>
            <translation>¿Retirar su cambio de {object}?</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>Take both from CalTopo's page of the team's or the device's trackers.</source>
            <translation>Tome ambos de la página de rastreadores del equipo o del dispositivo en CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <source>Take the look of the layer</source>
            <translation>Tomar el aspecto de la capa</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cut.py" />
            <source>Takes an area out of shapes and assignments, or splits them along a line. An object stays the largest part of an area, or the first of a line; further parts become new objects (“AC 103” gives “AC:1 103”). Holes, elevations and times are kept. The cutter is deleted only if that is asked for and every object was cut.</source>
            <translation>Quita un área de formas y asignaciones, o las divide por una línea. Un objeto sigue siendo la parte mayor de un área, o la primera de una línea; las demás partes se convierten en objetos nuevos («AC 103» da «AC:1 103»). Huecos, elevaciones y horas se conservan. El recortador solo se elimina si se pide y se recortaron todos los objetos.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/undopush.py" />
            <source>Takes back what the last push did to the map, as a push of its own. What a colleague has changed since is left alone and listed with the reason. A deleted object comes back under a new id; what belonged to it belongs to the new one.</source>
            <translation>Retira lo que el último envío hizo en el mapa, como un envío propio. Lo que un colega ha cambiado desde entonces no se toca y se lista con el motivo. Un objeto eliminado vuelve con un id nuevo; lo que le pertenecía pertenece al nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Taking back a change of {title}</source>
            <translation>Retirando un cambio de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_dialog.py" />
            <source>Taking back: {what}</source>
            <translation>Retirando: {what}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Target</source>
            <translation>Diana</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Target, cross-hairs</source>
            <translation>Diana, retícula</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Target, two rings</source>
            <translation>Diana, dos anillos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <location filename="../plugin/layers/symbols.py" />
            <source>Team</source>
            <translation>Equipo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <source>Team POD, clue</source>
            <translation>POD del equipo, indicios</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <source>Team POD, responsive subject</source>
            <translation>POD del equipo, sujeto que responde</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <source>Team POD, unresponsive subject</source>
            <translation>POD del equipo, sujeto que no responde</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Team size</source>
            <translation>Tamaño del equipo</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <source>Team, if another than the connection's (id or admin page)</source>
            <translation>Equipo, si es otro que el de la conexión (id o página de administración)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>Teams you see: {teams}.</source>
            <translation>Equipos que ve: {teams}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Template file (create, update)</source>
            <translation>Archivo de plantilla (crear, actualizar)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>Template of a named map</source>
            <translation>Plantilla de un mapa con nombre</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_account.py" />
            <source>Testing a CARTO account</source>
            <translation>Probando una cuenta de CARTO</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>Testing a CalTopo connection</source>
            <translation>Probando una conexión de CalTopo</translation>
        </message>
        <message>
            <location filename="../plugin/host/carto_accounts.py" />
            <source>The API key of “{name}” cannot be read from QGIS's password store.</source>
            <translation>La clave de API de «{name}» no se puede leer del almacén de contraseñas de QGIS.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live_gps.py" />
            <source>The GPS position is reported for {title}</source>
            <translation>La posición GPS se informa para {title}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The GeoPackage {name} does not belong to its ledger.</source>
            <translation>El GeoPackage {name} no corresponde a su ledger.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The GeoPackage {name} is not a local copy as this plugin makes them: {names} is no table.</source>
            <translation>El GeoPackage {name} no es una copia local como las que hace este complemento: {names} no es una tabla.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>The Python library shapely is needed for this and is not installed.</source>
            <translation>Para esto hace falta la biblioteca de Python shapely, que no está instalada.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/archivepostgis.py" />
            <source>The Python package psycopg2 is missing; PostGIS cannot be used without it.</source>
            <translation>Falta el paquete de Python psycopg2; sin él no se puede usar PostGIS.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>The README's text</source>
            <translation>El texto del README</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>The account has not been read.</source>
            <translation>No se ha leído la cuenta.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>The account's key is not the master key, which listing takes. Named maps can be added by name.</source>
            <translation>La clave de la cuenta no es la maestra, que hace falta para listar. Los mapas con nombre se pueden añadir por su nombre.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} does not say that it is ok.</source>
            <translation>La respuesta de {host} al {what} no dice que esté bien.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} ends too early, after {bytes} bytes.</source>
            <translation>La respuesta de {host} al {what} termina demasiado pronto, tras {bytes} bytes.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} has the unusual status {status}.</source>
            <translation>La respuesta de {host} al {what} tiene el estado inusual {status}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} is a web page, not data.</source>
            <translation>La respuesta de {host} al {what} es una página web, no datos.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} is compressed and damaged.</source>
            <translation>La respuesta de {host} al {what} está comprimida y dañada.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} is compressed in a way nobody asked for.</source>
            <translation>La respuesta de {host} al {what} está comprimida de un modo que nadie pidió.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} is empty.</source>
            <translation>La respuesta de {host} al {what} está vacía.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} is larger than {bytes} bytes, the most that is read.</source>
            <translation>La respuesta de {host} al {what} pasa de {bytes} bytes, lo máximo que se lee.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} is not a JSON object.</source>
            <translation>La respuesta de {host} al {what} no es un objeto JSON.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} is not what CalTopo sends: {error}.</source>
            <translation>La respuesta de {host} al {what} no es lo que envía CalTopo: {error}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The answer of {host} to {what} points to {target} instead of giving data ({status}).</source>
            <translation>La respuesta de {host} al {what} remite a {target} en vez de dar datos ({status}).</translation>
        </message>
        <message>
            <location filename="../plugin/layers/measure_functions.py" />
            <source>The area of the object on the WGS 84 ellipsoid; NULL where it has none.</source>
            <translation>El área del objeto sobre el elipsoide WGS 84; NULL donde no tiene.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/deletemap.py" />
            <source>The backup</source>
            <translation>La copia de respaldo</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>The centre is no longitude and latitude in degrees.</source>
            <translation>El centro no es longitud y latitud en grados.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>The change of {title} cannot be taken back now.</source>
            <translation>El cambio de {title} no se puede retirar ahora.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>The conflict cannot be resolved now. {values}</source>
            <translation>El conflicto no se puede resolver ahora. {values}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <source>The connection has not been read.</source>
            <translation>No se ha leído la conexión.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The connection may be bad; try again.</source>
            <translation>La conexión puede ser mala; vuelva a intentarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The connection to {host} broke off during {what}, after {bytes} bytes of the answer.</source>
            <translation>La conexión con {host} se cortó al {what}, tras {bytes} bytes de la respuesta.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>The credential is right, but it may not list this team's maps.</source>
            <translation>La credencial es correcta, pero no puede listar los mapas de este equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>The credential of your own account. CalTopo documents service accounts only, so this may stop working.</source>
            <translation>La credencial de su propia cuenta. CalTopo solo documenta cuentas de servicio, así que esto puede dejar de funcionar.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>The credential of “{name}” cannot be read.</source>
            <translation>La credencial de «{name}» no se puede leer.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The credential's secret cannot be used: it is not complete.</source>
            <translation>El secreto de la credencial no se puede usar: no está completo.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/archivepostgis.py" />
            <source>The database cannot be reached.</source>
            <translation>No se puede llegar a la base de datos.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/archivepostgis.py" />
            <source>The database refused to take the maps.</source>
            <translation>La base de datos se negó a tomar los mapas.</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>The device of this track reports by itself; no position can be given for it.</source>
            <translation>El dispositivo de esta traza informa por sí mismo; no se le puede dar ninguna posición.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/rows.py" />
            <source>The disk is full, or another program holds the file. Make room or close that program, and try again. Nothing was lost.</source>
            <translation>El disco está lleno, u otro programa ocupa el archivo. Libere espacio o cierre ese programa y vuelva a intentarlo. No se perdió nada.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The disk is full: the file {name} cannot be written.</source>
            <translation>El disco está lleno: no se puede escribir el archivo {name}.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/place.py" />
            <source>The export could not be written to {folder}: {error}.</source>
            <translation>No se pudo escribir la exportación en {folder}: {error}.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/drawing.py" />
            <location filename="../plugin/exports/geojson.py" />
            <location filename="../plugin/exports/shapefiles.py" />
            <location filename="../plugin/exports/snapshot.py" />
            <location filename="../plugin/exports/staging.py" />
            <location filename="../plugin/exports/translate.py" />
            <source>The export was cancelled.</source>
            <translation>Se canceló la exportación.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>The expression for {name} fails: {error}</source>
            <translation>La expresión para {name} falla: {error}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>The expression for {name}, {text}, cannot be used: {error}.</source>
            <translation>La expresión para {name}, {text}, no se puede usar: {error}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <location filename="../plugin/gui/carto_manager.py" />
            <source>The file</source>
            <translation>El archivo</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The file {name} cannot be written.</source>
            <translation>No se puede escribir el archivo {name}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The file {name} of this local copy is damaged and cannot be read.</source>
            <translation>El archivo {name} de esta copia local está dañado y no se puede leer.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>The first {count} are listed.</source>
            <translation>Se listan las primeras {count}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupteam.py" />
            <source>The folder</source>
            <translation>La carpeta</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>The folder {path} cannot be made: {reason}.</source>
            <translation>No se puede crear la carpeta {path}: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>The folder “{title}” is not on the map yet.</source>
            <translation>La carpeta «{title}» aún no está en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The history no longer knows what push {number} did, or never did.</source>
            <translation>El historial ya no sabe qué hizo el envío {number}, o nunca lo supo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/job.py" />
            <source>The job is not done yet: {description}</source>
            <translation>El trabajo aún no ha terminado: {description}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/work.py" />
            <location filename="../plugin/session/job.py" />
            <source>The job was cancelled before it began.</source>
            <translation>El trabajo se canceló antes de empezar.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>The layer has no coordinate reference system, so nobody knows where it lies; set it (Layer &gt; Set CRS of Layer(s)) and run this again.</source>
            <translation>La capa no tiene sistema de referencia de coordenadas, así que nadie sabe dónde está; defínalo (Capa &gt; Establecer SRC de capa(s)) y ejecute esto otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>The layer has no features.</source>
            <translation>La capa no tiene objetos.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/sending.py" />
            <source>The layer has not been read.</source>
            <translation>No se ha leído la capa.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The layer has unsaved edits; save or discard them first.</source>
            <translation>La capa tiene ediciones sin guardar; guárdelas o descártelas primero.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/rows.py" />
            <source>The layer {name} is being edited.</source>
            <translation>La capa {name} se está editando.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/inproject.py" />
            <source>The layer {name} of this map is being edited.</source>
            <translation>La capa {name} de este mapa se está editando.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>The layer “{layer}” has no geometry.</source>
            <translation>La capa «{layer}» no tiene geometría.</translation>
        </message>
        <message>
            <location filename="../plugin/session/figures.py" />
            <source>The layer “{name}” has no field “{field}”.</source>
            <translation>La capa «{name}» no tiene el campo «{field}».</translation>
        </message>
        <message>
            <location filename="../plugin/layers/looks.py" />
            <source>The layer's symbols do not draw it; it is sent with the usual look.</source>
            <translation>Los símbolos de la capa no lo dibujan; se envía con el aspecto habitual.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/measure_functions.py" />
            <source>The length of a line on the WGS 84 ellipsoid; NULL where it has none.</source>
            <translation>La longitud de una línea sobre el elipsoide WGS 84; NULL donde no tiene.</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>The line of this track is not on the map yet; the track goes on.</source>
            <translation>La línea de esta traza aún no está en el mapa; la traza continúa.</translation>
        </message>
        <message>
            <location filename="../plugin/api.py" />
            <source>The link leads to {host}, this connection to {server}.</source>
            <translation>El enlace lleva a {host}, esta conexión a {server}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/expressions.py" />
            <source>The link to the CalTopo map that the layer is of.</source>
            <translation>El enlace al mapa de CalTopo al que pertenece la capa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <source>The link {url} is copied.</source>
            <translation>Se copió el enlace {url}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>The live track of this device is not on the map any more.</source>
            <translation>La traza en vivo de este dispositivo ya no está en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>The live track “{title}” began.</source>
            <translation>Empezó la traza en vivo «{title}».</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/openmap.py" />
            <source>The local copy</source>
            <translation>La copia local</translation>
        </message>
        <message>
            <location filename="../plugin/layers/rows.py" />
            <source>The local copy cannot be written: {reason}.</source>
            <translation>No se puede escribir la copia local: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/lock.py" />
            <source>The local copy of map {map_id} is in use by {owner}.</source>
            <translation>La copia local del mapa {map_id} está en uso por {owner}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The local copy of this map is damaged: what it keeps of an object cannot be read.</source>
            <translation>La copia local de este mapa está dañada: lo que guarda de un objeto no se puede leer.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The local copy {name} cannot be read or written.</source>
            <translation>La copia local {name} no se puede leer o escribir.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The local copy {name} has lost its ledger.</source>
            <translation>La copia local {name} ha perdido su ledger.</translation>
        </message>
        <message>
            <location filename="../plugin/session/opening.py" />
            <source>The local copy {name} is not there any more.</source>
            <translation>La copia local {name} ya no está.</translation>
        </message>
        <message>
            <location filename="../plugin/session/opening.py" />
            <source>The local copy {name} was made by another installation.</source>
            <translation>La copia local {name} la hizo otra instalación.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The local copy {name} was written by a newer CalTopo Sync.</source>
            <translation>La copia local {name} la escribió un CalTopo Sync más nuevo.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/archivepostgis.py" />
            <source>The login needs the right to make a schema, and PostGIS to be there.</source>
            <translation>El usuario necesita el derecho de crear un esquema, y que PostGIS esté instalado.</translation>
        </message>
        <message>
            <location filename="../plugin/session/mapbook.py" />
            <source>The map book was cancelled.</source>
            <translation>Se canceló el libro de asignaciones.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/about.py" />
            <source>The map in a browser</source>
            <translation>El mapa en un navegador</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>The map is as it was when the server was last reached: {why}</source>
            <translation>El mapa está como la última vez que se llegó al servidor: {why}</translation>
        </message>
        <message>
            <location filename="../plugin/session/gathering.py" />
            <location filename="../plugin/session/openmap.py" />
            <source>The map is closed.</source>
            <translation>El mapa está cerrado.</translation>
        </message>
        <message>
            <location filename="../plugin/session/permitted.py" />
            <source>The map is locked on the server, which may refuse what is sent.</source>
            <translation>El mapa está bloqueado en el servidor, que puede rechazar lo que se envíe.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The map is not public, or not any more: use a connection with a credential.</source>
            <translation>El mapa no es público, o ya no lo es: use una conexión con credencial.</translation>
        </message>
        <message>
            <location filename="../plugin/session/forgetting.py" />
            <source>The map is open.</source>
            <translation>El mapa está abierto.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>The map is read-only, nothing can be sent: {why}</source>
            <translation>El mapa es de solo lectura, no se puede enviar nada: {why}</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>The map may not be written now ({why}); what is set waits here.</source>
            <translation>Ahora no se puede escribir en el mapa ({why}); lo que se pone espera aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <location filename="../plugin/gui/photo_tips.py" />
            <source>The map of this layer is not open. Open it from the CalTopo menu first.</source>
            <translation>El mapa de esta capa no está abierto. Ábralo primero desde el menú CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>The map on the server stays as it is.</source>
            <translation>El mapa del servidor queda como está.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>The map to take base layers from is neither id nor link.</source>
            <translation>El mapa del que tomar capas base no es ni id ni enlace.</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>The map {id} is not called “{confirm_title}”; it was not deleted.</source>
            <translation>El mapa {id} no se llama «{confirm_title}»; no se eliminó.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>The map {id} is now called “{title}”.</source>
            <translation>El mapa {id} se llama ahora «{title}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>The map {name} is from {server}.
Connect to it by:</source>
            <translation>El mapa {name} es de {server}.
Conectar con él mediante:</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>The map “{title}” is deleted. What it held is kept in {path}</source>
            <translation>El mapa «{title}» se eliminó. Lo que contenía se guarda en {path}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>The map “{title}” is made: {objects}, {server}/m/{id}</source>
            <translation>El mapa «{title}» está creado: {objects}, {server}/m/{id}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/openmap.py" />
            <source>The map's title</source>
            <translation>El título del mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>The maps of {name} could not be listed.</source>
            <translation>No se pudieron listar los mapas de {name}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>The named map {name} is saved, but cannot be drawn: {reason}</source>
            <translation>El mapa con nombre {name} está guardado, pero no se puede dibujar: {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>The named map {name} is saved; layers are made from it anew.</source>
            <translation>El mapa con nombre {name} está guardado; las capas se crean de nuevo a partir de él.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/createmap.py" />
            <source>The new map's id</source>
            <translation>El id del mapa nuevo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>The new object is removed here; it was never on the map.</source>
            <translation>El objeto nuevo se quita aquí; nunca estuvo en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>The newest {count} are listed.</source>
            <translation>Se listan los {count} más recientes.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>The object becomes again what it is on the map.</source>
            <translation>El objeto vuelve a ser lo que es en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>The object comes back here; it is still on the map.</source>
            <translation>El objeto vuelve aquí; sigue en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>The other area becomes part of the selected one.</source>
            <translation>La otra área pasa a ser parte de la seleccionada.</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>The other {refused} were.</source>
            <translation>Los otros {refused} sí.</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>The pause after an answer; a server that cannot be had is asked less often.</source>
            <translation>La pausa tras una respuesta; a un servidor al que no se llega se le pregunta menos a menudo.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maptips.py" />
            <source>The photo is fetched when the pointer rests on it.</source>
            <translation>La foto se trae cuando el puntero se detiene sobre ella.</translation>
        </message>
        <message>
            <location filename="../plugin/session/appearance.py" />
            <source>The photo is no picture that QGIS can read.</source>
            <translation>La foto no es una imagen que QGIS pueda leer.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>The placeholders' values</source>
            <translation>Los valores de los marcadores de posición</translation>
        </message>
        <message>
            <location filename="../plugin/gui/layer_actions.py" />
            <source>The practice incident is on this computer only.</source>
            <translation>El incidente de práctica está solo en este equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/practice.py" />
            <source>The practice incident is open already.</source>
            <translation>El incidente de práctica ya está abierto.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>The probability of feature {id} is no number.</source>
            <translation>La probabilidad del objeto espacial {id} no es un número.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The program ended before the answer came.</source>
            <translation>El programa terminó antes de que llegara la respuesta.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartolayers.py" />
            <source>The project draws a map from {account}, which was not used here before.</source>
            <translation>El proyecto dibuja un mapa de {account}, que no se había usado aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/rows.py" />
            <source>The project edits its layers in one transaction, which is open.</source>
            <translation>El proyecto edita sus capas en una sola transacción, que está abierta.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>The project has no vector layer.</source>
            <translation>El proyecto no tiene ninguna capa vectorial.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>The project shows the CalTopo map {name}, whose local copy is gone.</source>
            <translation>El proyecto muestra el mapa de CalTopo {name}, cuya copia local ya no está.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>The project was made by another installation.</source>
            <translation>El proyecto lo hizo otra instalación.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>The raster “{name}” cannot be read.</source>
            <translation>El ráster «{name}» no se puede leer.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>The raster “{name}” has no band {band}.</source>
            <translation>El ráster «{name}» no tiene la banda {band}.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>The raster “{name}” has {cells:,} cells.</source>
            <translation>El ráster «{name}» tiene {cells:,} celdas.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>The rest of the map is open.</source>
            <translation>El resto del mapa está abierto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>The same, in one zip in the folder, named after the map.</source>
            <translation>Lo mismo, en un zip en la carpeta, con el nombre del mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>The secret cannot be used.</source>
            <translation>El secreto no se puede usar.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>The secret is kept only until QGIS is closed; then it is asked for again.</source>
            <translation>El secreto solo se guarda hasta que se cierre QGIS; después se vuelve a pedir.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>The secret of “{name}” was kept until QGIS was closed.</source>
            <translation>El secreto de «{name}» se guardó hasta que se cerró QGIS.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>The server asks to wait until {time}.</source>
            <translation>El servidor pide esperar hasta las {time}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>The server could not be reached.</source>
            <translation>No se pudo llegar al servidor.</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>The server did not change the {name} of map {id}.</source>
            <translation>El servidor no cambió {name} del mapa {id}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>The server does not accept this credential for {title}. Edits wait here.</source>
            <translation>El servidor no acepta esta credencial para {title}. Las ediciones esperan aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>The server does not accept this credential.</source>
            <translation>El servidor no acepta esta credencial.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>The server does not answer as CalTopo does.</source>
            <translation>El servidor no responde como CalTopo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>The server does not let this account write the map; it waits here. {why}</source>
            <translation>El servidor no deja que esta cuenta escriba en el mapa; espera aquí. {why}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The server has no readable number (NaN or infinite) as its {names}, and sending the object would empty that. Enter a value for it here, or on CalTopo's own page and refresh.</source>
            <translation>El servidor no tiene un número legible (NaN o infinito) como su {names}, y enviar el objeto lo vaciaría. Introduzca un valor aquí, o en la propia página de CalTopo y actualice.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/openmap.py" />
            <source>The server has no readable number as {properties} of “{title}”.</source>
            <translation>El servidor no tiene un número legible como {properties} de «{title}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_account.py" />
            <source>The server knows the key. It is not the master key, so named maps can be drawn and not be managed.</source>
            <translation>El servidor conoce la clave. No es la maestra, así que los mapas con nombre se pueden dibujar y no administrar.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>The server refused it: {why} It is not sent again before it was changed, or Retry was asked for.</source>
            <translation>El servidor lo rechazó: {why} No se envía otra vez hasta que se cambie o se pida Reintentar.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The server took it, and neither its answer nor a refresh shows what it made of it. Look at the map: Retry sends it again, Discard takes it back here.</source>
            <translation>El servidor lo tomó, y ni su respuesta ni una actualización muestran qué hizo de ello. Mire el mapa: Reintentar lo envía otra vez, Descartar lo retira aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/base.py" />
            <source>The server was not reached: {offline}</source>
            <translation>No se llegó al servidor: {offline}</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>The server's address cannot be used.</source>
            <translation>La dirección del servidor no se puede usar.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The server's answer cannot be used: {reason}.</source>
            <translation>La respuesta del servidor no se puede usar: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The service account needs {level} in the team that owns the map: ask its admin.</source>
            <translation>La cuenta de servicio necesita {level} en el equipo dueño del mapa: pídaselo a su administrador.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The table {name} of this local copy was replaced by one of another form (its fid, geom or WGS 84 is missing).</source>
            <translation>La tabla {name} de esta copia local se reemplazó por una de otra forma (falta su fid, geom o WGS 84).</translation>
        </message>
        <message>
            <location filename="../plugin/session/permitted.py" />
            <source>The team has the map by a bookmark that only lets it be read.</source>
            <translation>El equipo tiene el mapa por un favorito que solo deja leerlo.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>The template</source>
            <translation>La plantilla</translation>
        </message>
        <message>
            <location filename="../plugin/exports/book.py" />
            <source>The template has no map in it.</source>
            <translation>La plantilla no tiene ningún mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_values.py" />
            <source>The text</source>
            <translation>El texto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/expressions.py" />
            <source>The title of the folder an object is in; NULL where it is in none.</source>
            <translation>El título de la carpeta en que está un objeto; NULL donde no está en ninguna.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/expressions.py" />
            <source>The title of the operational period an assignment belongs to.</source>
            <translation>El título del período operacional al que pertenece una asignación.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <source>The title or id of each feature's own, made if there is none; where it is empty, the one for all is taken</source>
            <translation>El título o id propio de cada objeto espacial, que se crea si no existe; donde está vacío se toma el común a todos</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>The trouble is at the server; try again in a while.</source>
            <translation>El problema está en el servidor; vuelva a intentarlo dentro de un rato.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>The {what} has no coordinate system.</source>
            <translation>El {what} no tiene sistema de coordenadas.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>The {what} “{name}” has no coordinate system.</source>
            <translation>El {what} «{name}» no tiene sistema de coordenadas.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Their probability</source>
            <translation>Su probabilidad</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Theirs</source>
            <translation>Lo suyo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Then</source>
            <translation>Entonces</translation>
        </message>
        <message>
            <location filename="../plugin/exports/place.py" />
            <source>There are files in {folder} already: {old}.</source>
            <translation>Ya hay archivos en {folder}: {old}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>There are no pictures to upload.</source>
            <translation>No hay imágenes que subir.</translation>
        </message>
        <message>
            <location filename="../plugin/session/following.py" />
            <source>There are {events}.</source>
            <translation>Hay {events}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/selecting.py" />
            <source>There are {values}.</source>
            <translation>Hay {values}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>There is a connection “{name}” already.</source>
            <translation>Ya hay una conexión «{name}».</translation>
        </message>
        <message>
            <location filename="../plugin/exports/place.py" />
            <source>There is a file {name} already.</source>
            <translation>Ya hay un archivo {name}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_account.py" />
            <source>There is an account “{name}” already.</source>
            <translation>Ya hay una cuenta «{name}».</translation>
        </message>
        <message>
            <location filename="../plugin/host/carto_accounts.py" />
            <source>There is no CARTO account “{name}”.</source>
            <translation>No hay ninguna cuenta de CARTO «{name}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>There is no account yet. “New account…” makes one: a CARTO account, or a Maps API of your own.</source>
            <translation>Aún no hay ninguna cuenta. «Nueva cuenta…» crea una: una cuenta de CARTO, o una Maps API propia.</translation>
        </message>
        <message>
            <location filename="../plugin/session/mapbook.py" />
            <source>There is no assignment with a place to make a page of.</source>
            <translation>No hay ninguna asignación con un lugar para hacer una página de ella.</translation>
        </message>
        <message>
            <location filename="../plugin/session/selecting.py" />
            <source>There is no class “{cls}”.</source>
            <translation>No hay ninguna clase «{cls}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>There is no conflict.</source>
            <translation>No hay ningún conflicto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>There is no connection yet.</source>
            <translation>Aún no hay ninguna conexión.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>There is no connection yet. “New…” makes one: it takes the credential of a service account of your team, or the address of CalTopo Desktop. The link of a public map opens without one.</source>
            <translation>Aún no hay ninguna conexión. «Nuevo…» crea una: toma la credencial de una cuenta de servicio de su equipo, o la dirección de CalTopo Desktop. El enlace de un mapa público se abre sin ninguna.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <location filename="../plugin/gui/new_map.py" />
            <source>There is no connection yet; add one in “Open map…”.</source>
            <translation>Aún no hay ninguna conexión; añada una en «Abrir mapa…».</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>There is no connection “{name}”.</source>
            <translation>No hay ninguna conexión «{name}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>There is no earlier version of {object} in this copy.</source>
            <translation>No hay ninguna versión anterior de {object} en esta copia.</translation>
        </message>
        <message>
            <location filename="../plugin/session/following.py" />
            <source>There is no event “{event}”.</source>
            <translation>No hay ningún evento «{event}».</translation>
        </message>
        <message>
            <location filename="../plugin/host/pictures.py" />
            <source>There is no file {path}.</source>
            <translation>No hay ningún archivo {path}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>There is no folder “{given}” in the team's list of maps.</source>
            <translation>No hay ninguna carpeta «{given}» en la lista de mapas del equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/appearance.py" />
            <location filename="../plugin/session/editing.py" />
            <location filename="../plugin/session/selecting.py" />
            <source>There is no folder “{title}” on the map.</source>
            <translation>No hay ninguna carpeta «{title}» en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>There is no object with the id or title “{target}” on the map.</source>
            <translation>No hay ningún objeto con el id o título «{target}» en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/selecting.py" />
            <source>There is no operational period “{title}” on the map.</source>
            <translation>No hay ningún período operacional «{title}» en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>There is no picture of this map.</source>
            <translation>No hay ninguna imagen de este mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>There is no push of this copy to undo.</source>
            <translation>No hay ningún envío de esta copia que deshacer.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>There is no server to ask for this map.</source>
            <translation>No hay ningún servidor al que preguntar por este mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>There is no such layer, or its data cannot be read.</source>
            <translation>No existe esa capa, o no se pueden leer sus datos.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>There is no such team, or not for this account.</source>
            <translation>No existe ese equipo, o no para esta cuenta.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>There is no undo; save it to a file first. Whoever has it open goes on seeing it until the server forgets the map, which takes minutes to hours.</source>
            <translation>No se puede deshacer; guárdelo antes en un archivo. Quien lo tenga abierto seguirá viéndolo hasta que el servidor olvide el mapa, lo que tarda de minutos a horas.</translation>
        </message>
        <message>
            <location filename="../plugin/session/back.py" />
            <source>There is no version {version} of this {cls}.</source>
            <translation>No hay ninguna versión {version} de este {cls}.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>There is no way from the layer's CRS ({crs}) to WGS 84.</source>
            <translation>No hay camino desde el SRC de la capa ({crs}) a WGS 84.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>There is no {cls} with the id {id} on the map.</source>
            <translation>No hay ningún {cls} con el id {id} en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>There is nothing of {push} left to undo.</source>
            <translation>De {push} no queda nada que deshacer.</translation>
        </message>
        <message>
            <location filename="../plugin/session/gathering.py" />
            <source>There is nothing to export.</source>
            <translation>No hay nada que exportar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>There is nothing to push.</source>
            <translation>No hay nada que enviar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/practice.py" />
            <source>There is nothing to push. Edit a layer and save it, then push.</source>
            <translation>No hay nada que enviar. Edite una capa y guárdela; luego envíe.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>There is nothing to send.</source>
            <translation>No hay nada que enviar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>There was nothing to set back.</source>
            <translation>No había nada que devolver.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>They are kept on this computer: open the map again and push them.</source>
            <translation>Se conservan en este equipo: abra el mapa de nuevo y envíelos.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/drawing.py" />
            <source>This QGIS cannot write KML: its GDAL has no LIBKML driver.</source>
            <translation>Este QGIS no puede escribir KML: su GDAL no tiene el controlador LIBKML.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <source>This account sees no map.</source>
            <translation>Esta cuenta no ve ningún mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>This computer's clock is wrong.</source>
            <translation>El reloj de este equipo está mal.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>This computer's clock is {minutes} min ahead of the server's: set it.</source>
            <translation>El reloj de este equipo va {minutes} min adelantado respecto al del servidor: ajústelo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>This computer's clock is {minutes} min behind the server's: set it.</source>
            <translation>El reloj de este equipo va {minutes} min atrasado respecto al del servidor: ajústelo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>This computer's clock is {time} ahead of the server's, which also makes a signature invalid: set the clock.</source>
            <translation>El reloj de este equipo va {time} adelantado respecto al del servidor, lo que también invalida una firma: ajuste el reloj.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>This computer's clock is {time} behind the server's, which also makes a signature invalid: set the clock.</source>
            <translation>El reloj de este equipo va {time} atrasado respecto al del servidor, lo que también invalida una firma: ajuste el reloj.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>This connection was closed.</source>
            <translation>Esta conexión se cerró.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>This is not the address of a server.</source>
            <translation>Esta no es la dirección de un servidor.</translation>
        </message>
        <message>
            <location filename="../plugin/session/practice.py" />
            <source>This is practice: nothing is sent.</source>
            <translation>Esto es práctica: no se envía nada.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/practice.py" />
            <source>This is practice: nothing was sent. A push of a real map would make these calls.</source>
            <translation>Esto es práctica: no se envió nada. Un envío de un mapa real haría estas llamadas.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>This map is from {here}, not from {there}.</source>
            <translation>Este mapa es de {here}, no de {there}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_dialog.py" />
            <location filename="../plugin/gui/panel.py" />
            <source>This object has no place on the map.</source>
            <translation>Este objeto no tiene un lugar en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/appearance.py" />
            <source>This photo has no id that could be asked for.</source>
            <translation>Esta foto no tiene un id por el que pedirla.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>This place cannot be told in degrees.</source>
            <translation>Este lugar no se puede expresar en grados.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>This project was made by another installation.</source>
            <translation>Este proyecto lo hizo otra instalación.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>This track has not moved yet.</source>
            <translation>Esta traza aún no se ha movido.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartolayers.py" />
            <source>This version of QGIS cannot ask for tiles with a “&amp;” in the auth token.</source>
            <translation>Esta versión de QGIS no puede pedir teselas con un «&amp;» en el token de autorización.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>Tick the layers.</source>
            <translation>Marque las capas.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Tick the values that shall hold first.</source>
            <translation>Marque primero los valores que deben valer.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>Tick what is to be changed.</source>
            <translation>Marque lo que hay que cambiar.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Tiles of double resolution</source>
            <translation>Teselas de resolución doble</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Time</source>
            <translation>Hora</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Time allocated (h)</source>
            <translation>Tiempo asignado (h)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <source>Time allocated (hours)</source>
            <translation>Tiempo asignado (horas)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/addobjects.py" />
            <location filename="../plugin/algorithms/createmap.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Title</source>
            <translation>Título</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_picked.py" />
            <source>Title:</source>
            <translation>Título:</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>Track</source>
            <translation>Traza</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushassignments.py" />
            <location filename="../plugin/gui/send_layer_fields.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Transportation</source>
            <translation>Transporte</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Tree</source>
            <translation>Árbol</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Triangle</source>
            <translation>Triángulo</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>Try again when it was pushed.</source>
            <translation>Vuelva a intentarlo cuando se haya enviado.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/archivepostgis.py" />
            <source>Try the same connection in QGIS's Browser.</source>
            <translation>Pruebe la misma conexión en el Navegador de QGIS.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>Trying a change of {title} again</source>
            <translation>Intentando otra vez un cambio de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_template.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Type</source>
            <translation>Tipo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>Type a part of its title</source>
            <translation>Escriba parte de su título</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>Type the map's title first.</source>
            <translation>Escriba primero el título del mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>URL: the link shows it</source>
            <translation>URL: el enlace lo muestra</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_dialog.py" />
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>Undo a push of {title}</source>
            <translation>Deshacer un envío de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/undopush.py" />
            <source>Undo last push</source>
            <translation>Deshacer el último envío</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>Undo {push}?  {counts}.</source>
            <translation>¿Deshacer {push}?  {counts}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>Undoing a push of {title}</source>
            <translation>Deshaciendo un envío de {title}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <source>Unit</source>
            <translation>Unidad</translation>
        </message>
        <message>
            <location filename="../plugin/host/carto_accounts.py" />
            <source>Unlock it under Settings &gt; Options &gt; Authentication and save again.</source>
            <translation>Desbloquéelo en Configuración &gt; Opciones &gt; Autenticación y guarde otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>Unlock it with its master password (Settings &gt; Options &gt; Authentication), or keep the secret for this session only.</source>
            <translation>Desbloquéelo con su contraseña maestra (Configuración &gt; Opciones &gt; Autenticación), o conserve el secreto solo en esta sesión.</translation>
        </message>
        <message>
            <location filename="../plugin/host/carto_accounts.py" />
            <source>Unlock the store with its master password (Settings &gt; Options &gt; Authentication), or enter the key again.</source>
            <translation>Desbloquee el almacén con su contraseña maestra (Configuración &gt; Opciones &gt; Autenticación), o introduzca la clave otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/probability.py" />
            <source>Up to {cells:,} can be reckoned with; use larger cells.</source>
            <translation>Se puede calcular con hasta {cells:,}; use celdas mayores.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Update the plugin to open it.</source>
            <translation>Actualice el complemento para abrirla.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/columns.py" />
            <source>Updated (local time)</source>
            <translation>Actualizado (hora local)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Updated (ms)</source>
            <translation>Actualizado (ms)</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maptips.py" />
            <source>Updated {when}</source>
            <translation>Actualizado {when}</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/uploadphotos.py" />
            <source>Upload photos</source>
            <translation>Subir fotos</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Use https, or no credential for a CalTopo Desktop on another computer.</source>
            <translation>Use https, o ninguna credencial para un CalTopo Desktop en otro equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>Use https://{host}{port}.</source>
            <translation>Use https://{host}{port}.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>Use the map's UTM zone instead</source>
            <translation>Usar en su lugar la zona UTM del mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_identify.py" />
            <source>Value</source>
            <translation>Valor</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>Vector tiles</source>
            <translation>Teselas vectoriales</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Vehicle</source>
            <translation>Vehículo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Vertices</source>
            <translation>Vértices</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Viewpoint</source>
            <translation>Mirador</translation>
        </message>
        <message>
            <location filename="../plugin/layers/words.py" />
            <source>Visible</source>
            <translation>Visible</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>Wait until what goes on with the map is done.</source>
            <translation>Espere a que termine lo que está en marcha con el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_dialog.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <location filename="../plugin/gui/working_dialog.py" />
            <source>Wait until what was begun is done.</source>
            <translation>Espere a que termine lo que se empezó.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Wait {time}, then try again.</source>
            <translation>Espere ({time}) y vuelva a intentarlo.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>Waits for your yes: this is a large push.</source>
            <translation>Espera su sí: este es un envío grande.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>Was so until</source>
            <translation>Fue así hasta</translation>
        </message>
        <message>
            <location filename="../plugin/layers/assignments.py" />
            <location filename="../plugin/layers/words.py" />
            <source>Water</source>
            <translation>Agua</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Water, stream crossing</source>
            <translation>Agua, cruce de arroyo</translation>
        </message>
        <message>
            <location filename="../plugin/layers/symbols.py" />
            <source>Waterfall</source>
            <translation>Cascada</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>Waypoints and tracks with times; areas become tracks of their outline. Other properties are lost.</source>
            <translation>Puntos y trazas con horas; las áreas se convierten en trazas de su contorno. Las demás propiedades se pierden.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>What</source>
            <translation>Qué</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>What became of it</source>
            <translation>Qué fue de ella</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>What changed on {title}</source>
            <translation>Qué cambió en {title}</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>What colleagues change comes in by itself. Otherwise it waits for Refresh.</source>
            <translation>Lo que cambian los colegas entra por sí solo. Si no, espera a Actualizar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>What colleagues changed is not shown yet for {objects}, since {time}: you are editing {layers}. Save and stop editing to see it.</source>
            <translation>Desde las {time} no se muestra todavía lo que cambiaron los colegas ({objects}): está editando {layers}. Guarde y termine la edición para verlo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>What it did</source>
            <translation>Qué hizo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>What lies outside goes. A line is a corridor, as wide as given on each side.</source>
            <translation>Lo que queda fuera se quita. Una línea es un corredor, tan ancho como se indique a cada lado.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>What lies within these distances of lines and areas.</source>
            <translation>Lo que está a estas distancias de líneas y áreas.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>What of it</source>
            <translation>Qué cambió en él</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>What the map shows on the web</source>
            <translation>Lo que el mapa muestra en la web</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>What to do</source>
            <translation>Qué hacer</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>What {host} says to {what} was not waited for.</source>
            <translation>No se esperó lo que {host} dice al {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>When</source>
            <translation>Cuándo</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Where maps are kept on this computer. Empty: in the QGIS profile. Maps that are open stay where they are.</source>
            <translation>Dónde se guardan los mapas en este equipo. Vacío: en el perfil de QGIS. Los mapas abiertos se quedan donde están.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/mirrorteam.py" />
            <source>Where the maps are</source>
            <translation>Dónde están los mapas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>Why</source>
            <translation>Por qué</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>Why the saved map cannot be drawn</source>
            <translation>Por qué no se puede dibujar el mapa guardado</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/openmap.py" />
            <source>Why the server was not reached</source>
            <translation>Por qué no se llegó al servidor</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>With elevations (Z)</source>
            <translation>Con elevaciones (Z)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>With times (M)</source>
            <translation>Con horas (M)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_dialog.py" />
            <source>Working…</source>
            <translation>Trabajando…</translation>
        </message>
        <message>
            <location filename="../plugin/host/settings.py" />
            <source>Write clues and resources (experimental)</source>
            <translation>Escribir indicios y recursos (experimental)</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/assignmentbook.py" />
            <source>Writes a PDF with a page for each assignment: its map with neighbours, grid, scale and norths, and resource, PODs, frequencies and description under it. Magnetic north is by the World Magnetic Model 2025 for the place and today, or by the declination given.</source>
            <translation>Escribe un PDF con una página por cada asignación: su mapa con las vecinas, cuadrícula, escala y nortes, y debajo recurso, POD, frecuencias y descripción. El norte magnético es el del World Magnetic Model 2025 para el lugar y el día de hoy, o el de la declinación indicada.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportmap.py" />
            <source>Writes a map as one file: GeoPackage, GeoJSON that CalTopo imports again with the same ids, GPX with waypoints and tracks, KML or KMZ with colours and folders, or a CSV of the assignments. The name's ending says which. What a format cannot hold is listed.</source>
            <translation>Escribe un mapa como un archivo: GeoPackage, GeoJSON que CalTopo importa otra vez con los mismos id, GPX con puntos y trazas, KML o KMZ con colores y carpetas, o un CSV de las asignaciones. La terminación del nombre dice cuál. Lo que un formato no puede guardar se lista.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/exportshapefiles.py" />
            <source>Writes a map as shapefiles, one for each class and geometry, with styles, a README that lists fields, counts and everything the format could not hold, and a file of the texts that were too long. An earlier export in that folder is replaced; a failed one leaves it as it was.</source>
            <translation>Escribe un mapa como shapefiles, uno por cada clase y geometría, con estilos, un README que lista campos, cuentas y todo lo que el formato no pudo guardar, y un archivo de los textos demasiado largos. Una exportación anterior en esa carpeta se reemplaza; una fallida la deja como estaba.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/searchfigures.py" />
            <source>Writes a table with a row per assignment: area, perimeter, length, effort at a spacing, coverage C = W·L/A, POD = 1 - exp(-C) or as written on the assignment, POA from a probability raster or polygon layer, POS = POA·POD, and the POA that is left after what has been searched. What is searched twice counts once. Formulas and their sources are in the plugin's documentation, docs/search-figures.md. The map is not changed.</source>
            <translation>Escribe una tabla con una fila por asignación: área, perímetro, longitud, esfuerzo con un espaciado, cobertura C = W·L/A, POD = 1 - exp(-C) o como está escrita en la asignación, POA de un ráster de probabilidad o capa de polígonos, POS = POA·POD, y la POA que queda tras lo buscado. Lo que se busca dos veces cuenta una vez. Las fórmulas y sus fuentes están en la documentación del complemento, docs/search-figures.md. El mapa no se cambia.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupmap.py" />
            <source>Writes all objects of a map, as the server holds them now, to one GeoJSON file. Passwords and device ids are left out.</source>
            <translation>Escribe todos los objetos de un mapa, como el servidor los tiene ahora, en un archivo GeoJSON. Las contraseñas y los id de dispositivos se omiten.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/backupteam.py" />
            <source>Writes every map that the account sees, or those of one team, to a GeoJSON file each, named by title and id. Each opens again as a map to look at, and can be restored or made a new map of. Maps that cannot be had are told; the others go on.</source>
            <translation>Escribe cada mapa que ve la cuenta, o los de un equipo, en un archivo GeoJSON cada uno, con título e id en el nombre. Cada uno se abre otra vez como mapa para mirar, y se puede restaurar o convertir en un mapa nuevo. Los mapas que no se consiguen se indican; los demás continúan.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>Yes</source>
            <translation>Sí</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>You and a colleague both changed {name}. Take one value in each row; what is not decided stays in conflict.</source>
            <translation>Usted y un colega cambiaron {name}. Tome un valor en cada fila; lo que no se decide sigue en conflicto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>You are “{account}”.</source>
            <translation>Usted es «{account}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>You changed {name}, and a colleague deleted it meanwhile. Mine adds it to the map again, Theirs deletes it here.</source>
            <translation>Usted cambió {name}, y un colega lo eliminó entretanto. Lo mío lo añade otra vez al mapa, Lo suyo lo elimina aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>You deleted {name}, and a colleague changed it meanwhile. Mine deletes it on the map, Theirs brings it back here.</source>
            <translation>Usted eliminó {name}, y un colega lo cambió entretanto. Lo mío lo elimina en el mapa, Lo suyo lo trae aquí de vuelta.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>You may</source>
            <translation>Usted puede</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>You may not change this map any more; see the calls that were refused.</source>
            <translation>Usted ya no puede cambiar este mapa; vea las llamadas que se rechazaron.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>You see no team.</source>
            <translation>Usted no ve ningún equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>Your edits are saved on this computer in any case. What is not sent now waits in the CalTopo panel and goes with the next push.</source>
            <translation>Sus ediciones están guardadas en este equipo en todo caso. Lo que no se envía ahora espera en el panel de CalTopo y va con el próximo envío.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Your values are given up; the objects become what they are on the map.</source>
            <translation>Sus valores se abandonan; los objetos pasan a ser lo que son en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>Your values replace those of your colleagues with the next push.</source>
            <translation>Sus valores reemplazan los de sus colegas con el próximo envío.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>a higher level</source>
            <translation>un nivel más alto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <location filename="../plugin/gui/history.py" />
            <location filename="../plugin/gui/panel.py" />
            <location filename="../plugin/gui/reshaping.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <source>added</source>
            <translation>añadido</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>added here</source>
            <translation>añadido aquí</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>adding a new {cls} on map {map}</source>
            <translation>añadir un {cls} nuevo en el mapa {map}</translation>
        </message>
        <message>
            <location filename="../plugin/session/lock.py" />
            <source>another program</source>
            <translation>otro programa</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>areas</source>
            <translation>áreas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>as it is</source>
            <translation>como está</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>as it is on the map</source>
            <translation>como está en el mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>as it was at {time}</source>
            <translation>como estaba a las {time}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>aspect {span}°</source>
            <translation>orientación {span}°</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>at least {level}</source>
            <translation>al menos {level}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>before both</source>
            <translation>antes de ambos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>by the connection “{name}”</source>
            <translation>por la conexión «{name}»</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <location filename="../plugin/gui/panel.py" />
            <location filename="../plugin/gui/reshaping.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <source>changed</source>
            <translation>cambiado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>changes it</source>
            <translation>lo cambia</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>changing {object}</source>
            <translation>cambiar {object}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>choose…</source>
            <translation>elegir…</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>creating a map in team {team}</source>
            <translation>crear un mapa en el equipo {team}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <location filename="../plugin/gui/history.py" />
            <location filename="../plugin/gui/panel.py" />
            <location filename="../plugin/gui/reshaping.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <source>deleted</source>
            <translation>eliminado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>deleted here</source>
            <translation>eliminado aquí</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>deleting {object}</source>
            <translation>eliminar {object}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>done</source>
            <translation>hecho</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <location filename="../plugin/gui/history.py" />
            <source>edited</source>
            <translation>editado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>edited here</source>
            <translation>editado aquí</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>elevation {span}{unit}</source>
            <translation>elevación {span}{unit}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>failed</source>
            <translation>falló</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>gets the status {status}</source>
            <translation>recibe el estado {status}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>gone</source>
            <translation>ya no está</translation>
        </message>
        <message>
            <location filename="../plugin/gui/expressions.py" />
            <source>id of a folder; where missing, the object's folderId</source>
            <translation>id de una carpeta; si falta, el folderId del objeto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/expressions.py" />
            <source>id of a period; where missing, the object's operationalPeriodId</source>
            <translation>id de un período; si falta, el operationalPeriodId del objeto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>in conflict</source>
            <translation>en conflicto</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>in {colour}</source>
            <translation>en {colour}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>is changed</source>
            <translation>se cambia</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>is deleted</source>
            <translation>se elimina</translation>
        </message>
        <message>
            <location filename="../plugin/session/exporting.py" />
            <source>is not on the map yet; its id here is not the one it will have there</source>
            <translation>aún no está en el mapa; su id de aquí no es el que tendrá allí</translation>
        </message>
        <message>
            <location filename="../plugin/host/paths.py" />
            <source>it cannot be written</source>
            <translation>no se puede escribir</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartomaps.py" />
            <source>it is no text</source>
            <translation>no es texto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>kept</source>
            <translation>se conserva</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>last briefing, {time}</source>
            <translation>último briefing, {time}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>last hour</source>
            <translation>última hora</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>last {hours} hours</source>
            <translation>últimas {hours} horas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>layers of this project</source>
            <translation>capas de este proyecto</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>lines</source>
            <translation>líneas</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>listing the maps of account {account}</source>
            <translation>listar los mapas de la cuenta {account}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>listing the maps of team {team}</source>
            <translation>listar los mapas del equipo {team}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>mine</source>
            <translation>lo mío</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>moved</source>
            <translation>movido</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>moved by {distance}: {size}</source>
            <translation>movido {distance}: {size}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>new</source>
            <translation>nuevo</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>no answer in time</source>
            <translation>no hubo respuesta a tiempo</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>no connection</source>
            <translation>sin conexión</translation>
        </message>
        <message>
            <location filename="../plugin/host/carto_accounts.py" />
            <location filename="../plugin/host/credentials.py" />
            <source>none yet</source>
            <translation>aún ninguna</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>not decided</source>
            <translation>sin decidir</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>not known to this plugin</source>
            <translation>desconocida para este complemento</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>not sent</source>
            <translation>no enviado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <location filename="../plugin/gui/telling.py" />
            <source>nothing</source>
            <translation>nada</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>nothing new</source>
            <translation>nada nuevo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <location filename="../plugin/gui/send_layer.py" />
            <source>nothing to do</source>
            <translation>nada que hacer</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>nothing: where they were taken</source>
            <translation>nada: donde se tomaron</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>now</source>
            <translation>ahora</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>of the connection</source>
            <translation>de la conexión</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>offline since {time}</source>
            <translation>sin conexión desde las {time}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>on its way, outcome unknown</source>
            <translation>en camino, resultado desconocido</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_dialog.py" />
            <source>only to have maps listed; may be empty</source>
            <translation>solo para que se listen los mapas; puede estar vacío</translation>
        </message>
        <message>
            <location filename="../plugin/gui/locator.py" />
            <source>opened lately</source>
            <translation>abierto últimamente</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartoaddmap.py" />
            <source>or MapConfig file</source>
            <translation>o archivo MapConfig</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>other places</source>
            <translation>otros lugares</translation>
        </message>
        <message>
            <location filename="../plugin/layers/maplayers.py" />
            <source>points</source>
            <translation>puntos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>practice, nothing is sent</source>
            <translation>práctica, no se envía nada</translation>
        </message>
        <message>
            <location filename="../plugin/session/lock.py" />
            <source>process {process} on {host}</source>
            <translation>proceso {process} en {host}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>read</source>
            <translation>leer</translation>
        </message>
        <message>
            <location filename="../plugin/gui/maps_model.py" />
            <source>read and edit</source>
            <translation>leer y editar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>read-only</source>
            <translation>solo lectura</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>reading map {map}</source>
            <translation>leer el mapa {map}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>reading {object}</source>
            <translation>leer {object}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>ready</source>
            <translation>listo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>refused</source>
            <translation>rechazado</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>refused by the server</source>
            <translation>rechazado por el servidor</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connections_import.py" />
            <source>replaces the one you have</source>
            <translation>reemplaza la que tiene</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>sending {done} of {total}</source>
            <translation>enviando {done} de {total}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>skipped</source>
            <translation>omitido</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>slope {span}°</source>
            <translation>pendiente {span}°</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>stays on the map</source>
            <translation>se queda en el mapa</translation>
        </message>
        <message>
            <location filename="../plugin/layers/sources.py" />
            <source>the layer has no field “{field}”</source>
            <translation>la capa no tiene el campo «{field}»</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>the object in conflict</source>
            <translation>el objeto en conflicto</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>the objects of a backup</source>
            <translation>los objetos de una copia de respaldo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>the objects of another map</source>
            <translation>los objetos de otro mapa</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>the same as now</source>
            <translation>igual que ahora</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>the server asks to wait until {time}</source>
            <translation>el servidor pide esperar hasta las {time}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>the version chosen</source>
            <translation>la versión elegida</translation>
        </message>
        <message>
            <location filename="../plugin/gui/conflicts.py" />
            <source>theirs</source>
            <translation>lo suyo</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>there already</source>
            <translation>ya estaba</translation>
        </message>
        <message>
            <location filename="../plugin/session/opening.py" />
            <source>this is a backup; restore it in the map itself.</source>
            <translation>esto es una copia de respaldo; restáurela en el propio mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/lock.py" />
            <source>this program (process {process}): it is open here already</source>
            <translation>este programa (proceso {process}): ya está abierto aquí</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>to add</source>
            <translation>por añadir</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>to change</source>
            <translation>por cambiar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>to delete</source>
            <translation>por eliminar</translation>
        </message>
        <message>
            <location filename="../plugin/layers/configured.py" />
            <source>tree cover {span} %</source>
            <translation>cubierta arbórea {span} %</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>unchanged</source>
            <translation>sin cambios</translation>
        </message>
        <message>
            <location filename="../plugin/gui/locator.py" />
            <source>untitled</source>
            <translation>sin título</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>untitled {cls}</source>
            <translation>{cls} sin título</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>up to date</source>
            <translation>al día</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>waits</source>
            <translation>espera</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <source>without an account</source>
            <translation>sin cuenta</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>working…</source>
            <translation>trabajando…</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>{cls} from {layer}</source>
            <translation>{cls} de {layer}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{cls} {id} on map {map}</source>
            <translation>{cls} {id} en el mapa {map}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} added</source>
            <translation>añadidos: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} added again</source>
            <translation>añadidos otra vez: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>{count} calls had no answer; they are looked for before they are repeated.</source>
            <translation>{count} llamadas no tuvieron respuesta; se las busca antes de repetirlas.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} changed</source>
            <translation>cambiados: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} changes</source>
            <translation>{count} cambios</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>{count} changes to push</source>
            <translation>{count} cambios por enviar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>{count} changes wait since {time} and are not sent by themselves: press Push.</source>
            <translation>{count} cambios esperan desde {time} y no se envían por sí solos: pulse Enviar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>{count} conflicts</source>
            <translation>{count} conflictos</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_map.py" />
            <source>{count} could not be taken over.</source>
            <translation>{count} no se pudieron tomar.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} deleted</source>
            <translation>eliminados: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} done</source>
            <translation>hechos: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} edited</source>
            <translation>editados: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} failed</source>
            <translation>fallidos: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} gone</source>
            <translation>desaparecidos: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} in conflict</source>
            <translation>en conflicto: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} kept</source>
            <translation>conservados: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>{count} maps</source>
            <translation>{count} mapas</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <source>{count} more</source>
            <translation>{count} más</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>{count} named maps</source>
            <translation>{count} mapas con nombre</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} new</source>
            <translation>nuevos: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>{count} not shown yet</source>
            <translation>{count} aún sin mostrar</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} objects</source>
            <translation>{count} objetos</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>{count} objects are called “{title}”: {found}.</source>
            <translation>{count} objetos se llaman «{title}»: {found}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>{count} objects are selected.</source>
            <translation>Hay {count} objetos seleccionados.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/style_tool.py" />
            <source>{count} objects have another look.</source>
            <translation>{count} objetos tienen otro aspecto.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{count} objects on the map still belong to it; they have to be moved out of it first.</source>
            <translation>{count} objetos del mapa aún le pertenecen; antes hay que sacarlos de él.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>{count} of class {cls} are called “{title}”; give the id of one.</source>
            <translation>{count} de la clase {cls} se llaman «{title}»; indique el id de uno.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <location filename="../plugin/gui/values.py" />
            <source>{count} of unknown outcome</source>
            <translation>de resultado desconocido: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/browser.py" />
            <source>{count} older ones are found by “Open map…”</source>
            <translation>{count} más antiguos se encuentran con «Abrir mapa…»</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live_gps.py" />
            <source>{count} positions reported.</source>
            <translation>{count} posiciones informadas.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/pushchanges.py" />
            <location filename="../plugin/gui/panel_state.py" />
            <location filename="../plugin/gui/values.py" />
            <source>{count} refused</source>
            <translation>rechazados: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} set back</source>
            <translation>devueltos: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} skipped</source>
            <translation>omitidos: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} taken away</source>
            <translation>retirados: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} there already</source>
            <translation>ya estaban: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} to add</source>
            <translation>por añadir: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} to change</source>
            <translation>por cambiar: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} to delete</source>
            <translation>por eliminar: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} unchanged</source>
            <translation>sin cambios: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} vertices</source>
            <translation>{count} vértices</translation>
        </message>
        <message>
            <location filename="../plugin/gui/values.py" />
            <source>{count} waiting</source>
            <translation>en espera: {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel.py" />
            <location filename="../plugin/gui/telling.py" />
            <source>{done} of {total}</source>
            <translation>{done} de {total}</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} asks for a credential for {what}.</source>
            <translation>{host} pide una credencial para {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} closed the connection without an answer to {what}.</source>
            <translation>{host} cerró la conexión sin responder al {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} could not be reached for {what} ({reason}).</source>
            <translation>No se pudo llegar a {host} para {what} ({reason}).</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} could not prove that it is {name}: {reason}.</source>
            <translation>{host} no pudo probar que es {name}: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} did not accept the signature of {what}.</source>
            <translation>{host} no aceptó la firma al {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} did not answer within {seconds} s to {what}.</source>
            <translation>{host} no respondió en {seconds} s al {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} does not allow {what} with this account.</source>
            <translation>{host} no permite {what} con esta cuenta.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} failed at {what} ({status}).</source>
            <translation>{host} falló al {what} ({status}).</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} found nothing for {what}.</source>
            <translation>{host} no encontró nada al {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} gets too many requests and put off {what}.</source>
            <translation>{host} recibe demasiadas peticiones y aplazó {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>{host} is neither CalTopo's server nor that of one of your connections. Read the map {id} from there, without an account?</source>
            <translation>{host} no es ni el servidor de CalTopo ni el de una de sus conexiones. ¿Leer de allí el mapa {id}, sin cuenta?</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>{host} is not this computer, so the connection must be encrypted.</source>
            <translation>{host} no es este equipo, así que la conexión debe ir cifrada.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} refused {what} ({status}).</source>
            <translation>{host} rechazó {what} ({status}).</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>{host} refused {what}.</source>
            <translation>{host} rechazó {what}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>{lat}, {lon} is no position.</source>
            <translation>{lat}, {lon} no es una posición.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>{layer}</source>
            <translation>{layer}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/look_part.py" />
            <source>{layer} ({percent} %)</source>
            <translation>{layer} ({percent} %)</translation>
        </message>
        <message>
            <location filename="../plugin/session/newfeatures.py" />
            <source>{layer}, “{title}”: {why}</source>
            <translation>{layer}, «{title}»: {why}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>{layer}: {counts}.</source>
            <translation>{layer}: {counts}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/layerrun.py" />
            <source>{metres} m is no tolerance.</source>
            <translation>{metres} m no es una tolerancia.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_dialog.py" />
            <source>{names} and {objects} more</source>
            <translation>{names} y {objects} más</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>{name} (undone {time})</source>
            <translation>{name} (deshecho {time})</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_values.py" />
            <source>{name} ({kind})</source>
            <translation>{name} ({kind})</translation>
        </message>
        <message>
            <location filename="../plugin/host/pictures.py" />
            <source>{name} cannot be made smaller: {reason}.</source>
            <translation>{name} no se puede reducir: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/pictures.py" />
            <source>{name} cannot be read: {reason}.</source>
            <translation>{name} no se puede leer: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>{name} is a number from 0 to 1.</source>
            <translation>{name} es un número de 0 a 1.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>{name} is a number.</source>
            <translation>{name} es un número.</translation>
        </message>
        <message>
            <location filename="../plugin/host/pictures.py" />
            <source>{name} is larger than 100 MB.</source>
            <translation>{name} pesa más de 100 MB.</translation>
        </message>
        <message>
            <location filename="../plugin/host/pictures.py" />
            <source>{name} is not a picture that QGIS can read.</source>
            <translation>{name} no es una imagen que QGIS pueda leer.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/cartonamedmaps.py" />
            <source>{name} is saved, but it cannot be drawn: {draws}</source>
            <translation>{name} está guardado, pero no se puede dibujar: {draws}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>{name} must be one of {values}.</source>
            <translation>{name} debe ser uno de {values}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>{name}: {done}. Left as they are: {count}. {reason}</source>
            <translation>{name}: {done}. Se dejan como están: {count}. {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>{name}: {done}. {goes}</source>
            <translation>{name}: {done}. {goes}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>{number} are not quite as on the map:</source>
            <translation>{number} no están exactamente como en el mapa:</translation>
        </message>
        <message>
            <location filename="../plugin/session/forgetting.py" />
            <source>{number} changes of this map were never sent.</source>
            <translation>{number} cambios de este mapa nunca se enviaron.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>{number} changes that were never sent are lost.</source>
            <translation>Se pierden {number} cambios que nunca se enviaron.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/export_dialog.py" />
            <source>{number} objects were written to {path}.</source>
            <translation>Se escribieron {number} objetos en {path}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>{n} folders are called “{title}”.</source>
            <translation>{n} carpetas se llaman «{title}».</translation>
        </message>
        <message>
            <location filename="../plugin/gui/panel_state.py" />
            <source>{objects} are gone from the server and kept here; Refresh asks about them again.</source>
            <translation>{objects} han desaparecido del servidor y se conservan aquí; Actualizar vuelve a preguntar por ellos.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_selection.py" />
            <source>{objects} of {map}</source>
            <translation>{objects} de {map}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>{objects} of {title} are gone from the server, and still here. Removed here, too, they can be restored from the history.</source>
            <translation>{objects} de {title} han desaparecido del servidor y siguen aquí. Si también se quitan aquí, se pueden restaurar desde el historial.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{objects} of {title} came with a number that cannot be read.</source>
            <translation>{objects} de {title} llegaron con un número que no se puede leer.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{objects} of {title} cannot be shown and were put aside as the server sent them.</source>
            <translation>{objects} de {title} no se pueden mostrar y se apartaron como el servidor los envió.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>{objects} since then: {counts}.</source>
            <translation>{objects} desde entonces: {counts}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <location filename="../plugin/session/cartomaps.py" />
            <source>{path} cannot be read: {reason}.</source>
            <translation>{path} no se puede leer: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartomaps.py" />
            <source>{path} cannot be written: {reason}.</source>
            <translation>No se puede escribir {path}: {reason}.</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>{path} has no section “{section}”.</source>
            <translation>{path} no tiene la sección «{section}».</translation>
        </message>
        <message>
            <location filename="../plugin/host/credentials.py" />
            <source>{path} is not a configuration file.</source>
            <translation>{path} no es un archivo de configuración.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>{path} is written.</source>
            <translation>{path} está escrito.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{reason} Edits of {title} wait here.</source>
            <translation>{reason} Las ediciones de {title} esperan aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/connection_test.py" />
            <source>{server} answers.</source>
            <translation>{server} responde.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_chooser.py" />
            <source>{shown} of {count}</source>
            <translation>{shown} de {count}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changed_since.py" />
            <source>{then} → {now}</source>
            <translation>{then} → {now}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/history.py" />
            <source>{time}: deleted since</source>
            <translation>{time}: eliminado desde entonces</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_selection.py" />
            <source>{title} cannot be changed: {reason}</source>
            <translation>{title} no se puede cambiar: {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/project.py" />
            <source>{title} is closed and not all is sent: {changes}. That is kept on this computer: open the map again and push.</source>
            <translation>{title} está cerrado y no se ha enviado todo: {changes}. Se conserva en este equipo: abra el mapa de nuevo y envíelo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/forget.py" />
            <source>{title} is forgotten: nothing of it is left on this computer.</source>
            <translation>{title} está olvidado: no queda nada de él en este equipo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_manager.py" />
            <source>{title} is in the project.</source>
            <translation>{title} está en el proyecto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{title} is open as it was at {time}. The server was not asked.</source>
            <translation>{title} está abierto como estaba a las {time}. No se ha preguntado al servidor.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{title} is open as it was when the server last let us in. Edits wait here.</source>
            <translation>{title} está abierto como cuando el servidor nos dejó entrar por última vez. Las ediciones esperan aquí.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{title} is open as it was when the server was last reached: {reason} Edits wait here until it can be had again.</source>
            <translation>{title} está abierto como la última vez que se llegó al servidor: {reason} Las ediciones esperan aquí hasta que se pueda llegar otra vez.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{title} is open: {objects}.</source>
            <translation>{title} está abierto: {objects}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/open_maps.py" />
            <source>{title} is read-only. {reason}</source>
            <translation>{title} es de solo lectura. {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>{title} is up to date: {came}.</source>
            <translation>{title} está al día: {came}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/openmap.py" />
            <source>{title} may be on the server already.</source>
            <translation>{title} puede estar ya en el servidor.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>{title}: {came}. In conflict: {count}.</source>
            <translation>{title}: {came}. En conflicto: {count}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/telling.py" />
            <source>{title}: {came}. {reasons} What is new there is shown when you stop editing.</source>
            <translation>{title}: {came}. {reasons} Lo nuevo que haya allí se muestra cuando termine la edición.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/reshaping.py" />
            <source>{title}: {done}.</source>
            <translation>{title}: {done}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>{title}: {drawn} drawn.</source>
            <translation>{title}: {drawn} dibujados.</translation>
        </message>
        <message>
            <location filename="../plugin/layers/forms.py" />
            <source>{value} (older spelling)</source>
            <translation>{value} (grafía antigua)</translation>
        </message>
        <message>
            <location filename="../plugin/gui/photos.py" />
            <source>{what}: {counts}</source>
            <translation>{what}: {counts}</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>{why} Until that is saved or given up, nothing is set.</source>
            <translation>{why} Hasta que eso se guarde o se abandone, no se pone nada.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>{words}. Saved on this computer; a push sends them, Retry what was refused.</source>
            <translation>{words}. Guardado en este equipo; un envío los manda, y Reintentar lo que fue rechazado.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/changes.py" />
            <source>{words}. Saved on this computer; a push sends them.</source>
            <translation>{words}. Guardado en este equipo; un envío lo manda.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/send_layer.py" />
            <source>“Preview” shows what would be sent. Nothing is changed yet.</source>
            <translation>«Vista previa» muestra qué se enviaría. Aún no se cambia nada.</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>“{cls}” is no class of objects.</source>
            <translation>«{cls}» no es ninguna clase de objetos.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cartomaps.py" />
            <source>“{config_or_name}” is no name of a named map.</source>
            <translation>«{config_or_name}» no es el nombre de un mapa con nombre.</translation>
        </message>
        <message>
            <location filename="../plugin/host/sayings.py" />
            <source>“{given}” is neither the id of a map nor a link to one.</source>
            <translation>«{given}» no es ni el id de un mapa ni un enlace a uno.</translation>
        </message>
        <message>
            <location filename="../plugin/session/figures.py" />
            <source>“{given}” says nothing about probabilities.</source>
            <translation>«{given}» no dice nada de probabilidades.</translation>
        </message>
        <message>
            <location filename="../plugin/session/following.py" />
            <source>“{interval}” is no pause between two refreshes.</source>
            <translation>«{interval}» no es una pausa entre dos actualizaciones.</translation>
        </message>
        <message>
            <location filename="../plugin/session/exporting.py" />
            <source>“{kind}” is no format that a map is exported to.</source>
            <translation>«{kind}» no es un formato al que se exporte un mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>“{missing}” is nothing to do with what is missing.</source>
            <translation>«{missing}» no es nada que hacer con lo que falta.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/book.py" />
            <source>“{name}” is no QGIS layout template that can be read.</source>
            <translation>«{name}» no es una plantilla de composición de QGIS que se pueda leer.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>“{name}” is no property of {cls} that can be set.</source>
            <translation>«{name}» no es una propiedad de {cls} que se pueda poner.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>“{name}” of {time}</source>
            <translation>«{name}» de las {time}</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>“{other}” covers all of it; nothing would be left.</source>
            <translation>«{other}» lo cubre todo; no quedaría nada.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>“{other}” does not cross it from edge to edge.</source>
            <translation>«{other}» no lo cruza de borde a borde.</translation>
        </message>
        <message>
            <location filename="../plugin/session/mapbook.py" />
            <source>“{paper}” is no paper; it must be letter or a4.</source>
            <translation>«{paper}» no es un papel; debe ser letter o a4.</translation>
        </message>
        <message>
            <location filename="../plugin/session/teammaps.py" />
            <source>“{sharing}” is no way of sharing a map.</source>
            <translation>«{sharing}» no es un modo de compartir un mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>“{style}” is no style.</source>
            <translation>«{style}» no es un estilo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>“{target}” cannot be changed by “{other}”: {reason}</source>
            <translation>«{target}» no se puede cambiar con «{other}»: {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>“{target}” names no object.</source>
            <translation>«{target}» no nombra ningún objeto.</translation>
        </message>
        <message>
            <location filename="../plugin/exports/shapefiles.py" />
            <source>“{text}” is no coordinate reference system that QGIS knows.</source>
            <translation>«{text}» no es un sistema de referencia de coordenadas que QGIS conozca.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>“{text}” is no number.</source>
            <translation>«{text}» no es un número.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/rangerings.py" />
            <location filename="../plugin/gui/tools_drawing.py" />
            <source>“{text}” is no sector; write two bearings, as in 350-10.</source>
            <translation>«{text}» no es un sector; escriba dos rumbos, como en 350-10.</translation>
        </message>
        <message>
            <location filename="../plugin/algorithms/choosing.py" />
            <source>“{text}” names nothing.</source>
            <translation>«{text}» no nombra nada.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/editing_forms.py" />
            <location filename="../plugin/gui/layer_actions.py" />
            <source>“{title}” can be chosen in forms now.</source>
            <translation>«{title}» ya se puede elegir en los formularios.</translation>
        </message>
        <message>
            <location filename="../plugin/session/cutting.py" />
            <source>“{title}” cannot be changed by itself.</source>
            <translation>«{title}» no se puede cambiar con él mismo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/new_picked.py" />
            <source>“{title}” is made as soon as what goes on with the map is done.</source>
            <translation>«{title}» se crea en cuanto termine lo que está en curso con el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/session/live.py" />
            <source>“{title}” is no live track.</source>
            <translation>«{title}» no es una traza en vivo.</translation>
        </message>
        <message>
            <location filename="../plugin/session/rings.py" />
            <source>“{title}” is no point.</source>
            <translation>«{title}» no es un punto.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/carto_part.py" />
            <source>“{title}” is not drawn. {reason}</source>
            <translation>«{title}» no se dibuja. {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>“{title}” is not on the map yet.</source>
            <translation>«{title}» aún no está en el mapa.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>“{title}” is reported at {lat}, {lon}.</source>
            <translation>«{title}» se informa en {lat}, {lon}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/map_settings.py" />
            <source>“{title}” is shared otherwise now.</source>
            <translation>«{title}» se comparte ahora de otro modo.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>“{title}” is stopped; it is a line now.</source>
            <translation>«{title}» está detenida; ahora es una línea.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/live.py" />
            <source>“{title}” is stopped; it never moved, so that no line is left.</source>
            <translation>«{title}» está detenida; nunca se movió, así que no queda ninguna línea.</translation>
        </message>
        <message>
            <location filename="../plugin/session/photos.py" />
            <source>“{title}” names no photo.</source>
            <translation>«{title}» no nombra ninguna foto.</translation>
        </message>
        <message>
            <location filename="../plugin/session/editing.py" />
            <source>“{title}” was not changed: {reason}</source>
            <translation>«{title}» no se cambió: {reason}</translation>
        </message>
        <message>
            <location filename="../plugin/layers/measure_functions.py" />
            <source>“{unit}” is none of {units}.</source>
            <translation>«{unit}» no es ninguna de {units}.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>“{value}” is below 0, which {name} cannot be.</source>
            <translation>«{value}» es menor que 0, lo que {name} no puede ser.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>“{value}” is no colour, and {name} is one.</source>
            <translation>«{value}» no es un color, y {name} lo es.</translation>
        </message>
        <message>
            <location filename="../plugin/session/assigning.py" />
            <source>“{value}” is no number to begin with.</source>
            <translation>«{value}» no es un número con el que empezar.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>“{value}” is no number, and {name} is one.</source>
            <translation>«{value}» no es un número, y {name} lo es.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>“{value}” is no opacity; {name} is 0 to 1.</source>
            <translation>«{value}» no es una opacidad; {name} va de 0 a 1.</translation>
        </message>
        <message>
            <location filename="../plugin/session/wanted.py" />
            <source>“{value}” is no value of {name}.</source>
            <translation>«{value}» no es un valor de {name}.</translation>
        </message>
        <message>
            <location filename="../plugin/gui/undoing.py" />
            <source>… and {count} more</source>
            <translation>… y {count} más</translation>
        </message>
    </context>
    <context>
        <name>CartoAccountForm</name>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>&amp;Address</source>
            <translation>&amp;Dirección</translation>
        </message>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>&amp;Name</source>
            <translation>&amp;Nombre</translation>
        </message>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>API &amp;key</source>
            <translation>Clave de &amp;API</translation>
        </message>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>CARTO account</source>
            <translation>Cuenta de CARTO</translation>
        </message>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>County GIS</source>
            <translation>SIG del condado</translation>
        </message>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>Public data need no key. Private tables and named maps do; managing named maps takes the master key. It is kept encrypted in the QGIS authentication database, nowhere else.</source>
            <translation>Los datos públicos no necesitan clave. Las tablas privadas y los mapas con nombre sí; administrar mapas con nombre exige la clave maestra. Se guarda cifrada en la base de datos de autenticación de QGIS, en ningún otro sitio.</translation>
        </message>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>T&amp;est</source>
            <translation>Pro&amp;bar</translation>
        </message>
        <message>
            <location filename="../ui/carto_account.ui" />
            <source>https://team.carto.com or https://maps.example.org/user/team</source>
            <translation>https://team.carto.com o https://maps.example.org/user/team</translation>
        </message>
    </context>
    <context>
        <name>CartoLayersForm</name>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>#layer { polygon-fill: #3366cc; polygon-opacity: 0.5; }</source>
            <translation>#layer { polygon-fill: #3366cc; polygon-opacity: 0.5; }</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>&amp;CartoCSS</source>
            <translation>C&amp;artoCSS</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>&amp;Identify shows</source>
            <translation>&amp;Identificar muestra</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>&amp;Remove</source>
            <translation>&amp;Quitar</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>&amp;Up</source>
            <translation>S&amp;ubir</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>&amp;by</source>
            <translation>&amp;por</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>A&amp;dd</source>
            <translation>Aña&amp;dir</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>Columns that the identify tool shows, with commas between them; empty: the layer cannot be identified</source>
            <translation>Columnas que muestra la herramienta de identificar, separadas por comas; vacío: la capa no se puede identificar</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>Do&amp;wn</source>
            <translation>&amp;Bajar</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>La&amp;yers, the topmost first</source>
            <translation>&amp;Capas, la superior primero</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>S&amp;QL</source>
            <translation>&amp;SQL</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>The column of the row's number</source>
            <translation>La columna del número de fila</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>cartodb_id</source>
            <translation>cartodb_id</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>name, state</source>
            <translation>nombre, estado</translation>
        </message>
        <message>
            <location filename="../ui/carto_layers.ui" />
            <source>select * from segments</source>
            <translation>select * from segmentos</translation>
        </message>
    </context>
    <context>
        <name>CartoManagerForm</name>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Account</source>
            <translation>Cuen&amp;ta</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Create…</source>
            <translation>&amp;Crear…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Delete…</source>
            <translation>El&amp;iminar…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Edit…</source>
            <translation>&amp;Editar…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Forget…</source>
            <translation>&amp;Olvidar…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Load MapConfig…</source>
            <translation>Cargar &amp;MapConfig…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;New account…</source>
            <translation>&amp;Nueva cuenta…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Reload</source>
            <translation>Rec&amp;argar</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Save MapConfig…</source>
            <translation>&amp;Guardar MapConfig…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>&amp;Vector tiles</source>
            <translation>Teselas &amp;vectoriales</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Add t&amp;o project</source>
            <translation>Añadir al pro&amp;yecto</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Add to &amp;project…</source>
            <translation>A&amp;ñadir al proyecto…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>C&amp;hange…</source>
            <translation>Cam&amp;biar…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>CARTO reference maps</source>
            <translation>Mapas de referencia de CARTO</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Crea&amp;te from file…</source>
            <translation>Crear de&amp;sde archivo…</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Double resolu&amp;tion</source>
            <translation>&amp;Resolución doble</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Layer's na&amp;me</source>
            <translation>Nombre de &amp;la capa</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Map from SQL and CartoCSS</source>
            <translation>Mapa desde SQL y CartoCSS</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Named maps</source>
            <translation>Mapas con nombre</translation>
        </message>
        <message>
            <location filename="../ui/carto_manager.ui" />
            <source>Save to f&amp;ile…</source>
            <translation>Guardar en arc&amp;hivo…</translation>
        </message>
    </context>
    <context>
        <name>CartoTemplateForm</name>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>&amp;Name</source>
            <translation>&amp;Nombre</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>Add &amp;placeholder</source>
            <translation>Añadir &amp;marcador de posición</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>Named map</source>
            <translation>Mapa con nombre</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>Open t&amp;o those with</source>
            <translation>Abi&amp;erto a quienes tengan</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>Placeholders</source>
            <translation>Marcadores de posición</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>Placeholders, written &lt;%= name %&gt; in SQL and CartoCSS</source>
            <translation>Marcadores de posición, escritos &lt;%= name %&gt; en SQL y CartoCSS</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>Re&amp;move placeholder</source>
            <translation>Qui&amp;tar marcador de posición</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>auth tokens with blanks between them; empty: open to all</source>
            <translation>tokens de autorización separados por espacios; vacío: abierto a todos</translation>
        </message>
        <message>
            <location filename="../ui/carto_template.ui" />
            <source>letters, digits and _, a letter first</source>
            <translation>letras, cifras y _, una letra primero</translation>
        </message>
    </context>
    <context>
        <name>CartoValuesForm</name>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>&amp;Auth token</source>
            <translation>Token de &amp;autorización</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>&amp;Layer's name</source>
            <translation>Nombre de la &amp;capa</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>&amp;Named map</source>
            <translation>Mapa con &amp;nombre</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>&amp;Vector tiles, drawn by QGIS</source>
            <translation>Teselas &amp;vectoriales, dibujadas por QGIS</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>Add named map</source>
            <translation>Añadir mapa con nombre</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>Placeholders</source>
            <translation>Marcadores de posición</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>Tiles of &amp;double resolution (@2x)</source>
            <translation>Teselas de resolución &amp;doble (@2x)</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>Values as JSON</source>
            <translation>Valores como JSON</translation>
        </message>
        <message>
            <location filename="../ui/carto_values.ui" />
            <source>{"color": "#ff0000"}</source>
            <translation>{"color": "#ff0000"}</translation>
        </message>
    </context>
    <context>
        <name>ChangedSince</name>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>&amp;Briefing is now</source>
            <translation>El &amp;briefing es ahora</translation>
        </message>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>&amp;Zoom to it</source>
            <translation>&amp;Zoom a él</translation>
        </message>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>Changed &amp;since</source>
            <translation>Cambios de&amp;sde</translation>
        </message>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>Colour them on the &amp;map</source>
            <translation>Colorearlos en el &amp;mapa</translation>
        </message>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>Often wanted moments</source>
            <translation>Momentos que se piden a menudo</translation>
        </message>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>Remember this moment as the last briefing on this map</source>
            <translation>Recordar este momento como el último briefing de este mapa</translation>
        </message>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>What is new, changed and gone</source>
            <translation>Qué es nuevo, qué cambió y qué desapareció</translation>
        </message>
        <message>
            <location filename="../ui/changed_since.ui" />
            <source>Zoom to &amp;all</source>
            <translation>Zoom &amp;a todos</translation>
        </message>
    </context>
    <context>
        <name>Changes</name>
        <message>
            <location filename="../ui/changes.ui" />
            <source>&amp;Discard…</source>
            <translation>&amp;Descartar…</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>&amp;Push all</source>
            <translation>&amp;Enviar todo</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>&amp;Retry</source>
            <translation>&amp;Reintentar</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>&amp;Zoom to it</source>
            <translation>&amp;Zoom a él</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>Changes that a push would send</source>
            <translation>Cambios que un envío enviaría</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>Draw all changes on the canvas, in the colours of the second column</source>
            <translation>Dibujar todos los cambios en el lienzo, con los colores de la segunda columna</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>Send again what was refused or waits</source>
            <translation>Enviar otra vez lo que fue rechazado o espera</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>Send everything that can go now</source>
            <translation>Enviar todo lo que puede ir ahora</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>Show on the &amp;map</source>
            <translation>Mostrar en el &amp;mapa</translation>
        </message>
        <message>
            <location filename="../ui/changes.ui" />
            <source>Take this one change back; the others stay</source>
            <translation>Retirar solo este cambio; los demás se quedan</translation>
        </message>
    </context>
    <context>
        <name>Conflicts</name>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>&amp;Resolve</source>
            <translation>&amp;Resolver</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>&amp;Zoom to it</source>
            <translation>&amp;Zoom a él</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>All objects in the list:</source>
            <translation>Todos los objetos de la lista:</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>Keep mi&amp;ne everywhere…</source>
            <translation>Conservar lo mí&amp;o en todas partes…</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>Objects in conflict</source>
            <translation>Objetos en conflicto</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>Properties in conflict; the space key takes a value</source>
            <translation>Propiedades en conflicto; la barra espaciadora toma un valor</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>Settle this object as the column Result says</source>
            <translation>Resolver este objeto como dice la columna Resultado</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>Take all &amp;mine</source>
            <translation>Tomar todo lo &amp;mío</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>Take all &amp;theirs</source>
            <translation>&amp;Tomar todo lo suyo</translation>
        </message>
        <message>
            <location filename="../ui/conflicts.ui" />
            <source>Take t&amp;heirs everywhere…</source>
            <translation>Tomar lo &amp;suyo en todas partes…</translation>
        </message>
    </context>
    <context>
        <name>ConnectionForm</name>
        <message>
            <location filename="../ui/connection.ui" />
            <source>&amp;Account</source>
            <translation>C&amp;uenta</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>&amp;Name</source>
            <translation>&amp;Nombre</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>&amp;Server</source>
            <translation>Se&amp;rvidor</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>&amp;Team id</source>
            <translation>Id del &amp;equipo</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>&amp;Unlock and save…</source>
            <translation>&amp;Desbloquear y guardar…</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>12 letters and digits</source>
            <translation>12 letras y cifras</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>6 letters and digits, as in the address of the Team Admin page</source>
            <translation>6 letras y cifras, de la dirección de Team Admin</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>CalTopo connection</source>
            <translation>Conexión de CalTopo</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>County SAR</source>
            <translation>SAR del condado</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>Credential &amp;id</source>
            <translation>&amp;Id de la credencial</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>Id and secret are kept encrypted in the QGIS authentication database, nowhere else.</source>
            <translation>El id y el secreto se guardan cifrados en la base de datos de autenticación de QGIS, en ningún otro sitio.</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>Keep for this session &amp;only</source>
            <translation>&amp;Conservar solo en esta sesión</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>Se&amp;cret</source>
            <translation>&amp;Secreto</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>T&amp;est</source>
            <translation>Pro&amp;bar</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>The secret stays in memory and is forgotten when QGIS is closed</source>
            <translation>El secreto queda en memoria y se olvida cuando se cierra QGIS</translation>
        </message>
        <message>
            <location filename="../ui/connection.ui" />
            <source>https://caltopo.com, or http://localhost:8080 for CalTopo Desktop on this computer</source>
            <translation>https://caltopo.com, o http://localhost:8080 para CalTopo Desktop en este equipo</translation>
        </message>
    </context>
    <context>
        <name>Draw</name>
        <message>
            <location filename="../ui/draw.ui" />
            <source>&amp;Bearings</source>
            <translation>R&amp;umbos</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>&amp;Color</source>
            <translation>C&amp;olor</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>&amp;Distances</source>
            <translation>&amp;Distancias</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>&amp;Folder</source>
            <translation>&amp;Carpeta</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>&amp;Sectors</source>
            <translation>&amp;Sectores</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>As filled &amp;areas</source>
            <translation>Como áre&amp;as rellenas</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>Bearings are &amp;magnetic; declination</source>
            <translation>Los rumbos son &amp;magnéticos; declinación</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>Declination</source>
            <translation>Declinación</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>One of the map's, or a title that will be made</source>
            <translation>Uno de los del mapa, o un título que se creará</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>Unit</source>
            <translation>Unidad</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>clockwise, as in 350-10</source>
            <translation>en sentido horario, como en 350-10</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>degrees, as in 45, 120</source>
            <translation>grados, como en 45, 120</translation>
        </message>
        <message>
            <location filename="../ui/draw.ui" />
            <source>° (east is positive)</source>
            <translation>° (el este es positivo)</translation>
        </message>
    </context>
    <context>
        <name>Export</name>
        <message>
            <location filename="../ui/export.ui" />
            <source>&amp;Format</source>
            <translation>&amp;Formato</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>&amp;Map</source>
            <translation>&amp;Mapa</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>&amp;To</source>
            <translation>&amp;A</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>&amp;UTM zone of the map</source>
            <translation>Zona &amp;UTM del mapa</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>C&amp;RS</source>
            <translation>S&amp;RC</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>Export CalTopo map</source>
            <translation>Exportar mapa de CalTopo</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>Nothing ticked in a group means no condition; objects must meet every group with ticks</source>
            <translation>Nada marcado en un grupo significa sin condición; los objetos deben cumplir cada grupo que tenga marcas</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>Only objects &amp;selected in the layers</source>
            <translation>&amp;Solo objetos seleccionados en las capas</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>Shapefiles</source>
            <translation>Shapefiles</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>What</source>
            <translation>Qué</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>What is exported</source>
            <translation>Qué se exporta</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>With &amp;elevations (Z)</source>
            <translation>Con &amp;elevaciones (Z)</translation>
        </message>
        <message>
            <location filename="../ui/export.ui" />
            <source>With t&amp;imes (M)</source>
            <translation>Con &amp;horas (M)</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <location filename="../ui/history.ui" />
            <source>&amp;Pushes from this computer</source>
            <translation>&amp;Envíos desde este equipo</translation>
        </message>
        <message>
            <location filename="../ui/history.ui" />
            <source>&amp;Restore this version…</source>
            <translation>&amp;Restaurar esta versión…</translation>
        </message>
        <message>
            <location filename="../ui/history.ui" />
            <source>&amp;Undo this push…</source>
            <translation>&amp;Deshacer este envío…</translation>
        </message>
        <message>
            <location filename="../ui/history.ui" />
            <source>&amp;Versions</source>
            <translation>&amp;Versiones</translation>
        </message>
        <message>
            <location filename="../ui/history.ui" />
            <source>&amp;Zoom to it</source>
            <translation>&amp;Zoom a él</translation>
        </message>
        <message>
            <location filename="../ui/history.ui" />
            <source>Show on the &amp;map</source>
            <translation>Mostrar en el &amp;mapa</translation>
        </message>
    </context>
    <context>
        <name>ImportConnections</name>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>&amp;File</source>
            <translation>&amp;Archivo</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>A file as caltopo_python uses it (cts.ini). Ids and secrets go into the QGIS authentication database; the file stays as it is.</source>
            <translation>Un archivo como el que usa caltopo_python (cts.ini). Los id y los secretos van a la base de datos de autenticación de QGIS; el archivo queda como está.</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Account</source>
            <translation>Cuenta</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Configuration files (*.ini);;All files (*)</source>
            <translation>Archivos de configuración (*.ini);;Todos los archivos (*)</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Connection</source>
            <translation>Conexión</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Connections in the file</source>
            <translation>Conexiones del archivo</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Import CalTopo connections</source>
            <translation>Importar conexiones de CalTopo</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Keep secrets for this session &amp;only</source>
            <translation>&amp;Conservar los secretos solo en esta sesión</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <location filename="../ui/import_connections.ui" />
            <source>Server</source>
            <translation>Servidor</translation>
        </message>
    </context>
    <context>
        <name>Live</name>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Begin</source>
            <translation>E&amp;mpezar</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Color</source>
            <translation>C&amp;olor</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Device</source>
            <translation>&amp;Dispositivo</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Folder</source>
            <translation>&amp;Carpeta</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Map</source>
            <translation>M&amp;apa</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Report a click on the map</source>
            <translation>I&amp;nformar un clic en el mapa</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Stop…</source>
            <translation>D&amp;etener…</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>&amp;Title</source>
            <translation>&amp;Título</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>Begin another one</source>
            <translation>Empezar otra</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>Group and id, as CalTopo's page of the team's trackers says. Who knows the group can report positions: tell it to nobody.</source>
            <translation>Grupo e id, como dice la página de rastreadores del equipo en CalTopo. Quien conoce el grupo puede informar posiciones: no lo diga a nadie.</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>Live tracks</source>
            <translation>Trazas en vivo</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>Report the position of QGIS's &amp;GPS for it, every 5 s</source>
            <translation>Informar su posición con el &amp;GPS de QGIS, cada 5 s</translation>
        </message>
        <message>
            <location filename="../ui/live.ui" />
            <source>group-device</source>
            <translation>grupo-dispositivo</translation>
        </message>
    </context>
    <context>
        <name>MapChooser</name>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>&amp;Edit…</source>
            <translation>&amp;Editar…</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>&amp;Import…</source>
            <translation>&amp;Importar…</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>&amp;New…</source>
            <translation>&amp;Nuevo…</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Connection</source>
            <translation>Conexión</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Forget this connection and its secret; maps and local copies stay</source>
            <translation>Olvidar esta conexión y su secreto; los mapas y las copias locales se quedan</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Maps</source>
            <translation>Mapas</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Or a lin&amp;k or map id</source>
            <translation>O un en&amp;lace o id de mapa</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Picture of the local copy</source>
            <translation>Imagen de la copia local</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Re&amp;load list</source>
            <translation>Reca&amp;rgar lista</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Re&amp;move</source>
            <translation>&amp;Quitar</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Search</source>
            <translation>Buscar</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Search by title, folder, team or id</source>
            <translation>Buscar por título, carpeta, equipo o id</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Take connections over from a cts.ini</source>
            <translation>Tomar las conexiones de un cts.ini</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>The local copy as it was when the map was last opened here</source>
            <translation>La copia local como estaba cuando el mapa se abrió aquí por última vez</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>The server and the account whose maps are listed</source>
            <translation>El servidor y la cuenta cuyos mapas se listan</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>Which maps are shown</source>
            <translation>Qué mapas se muestran</translation>
        </message>
        <message>
            <location filename="../ui/map_chooser.ui" />
            <source>https://caltopo.com/m/ABC12</source>
            <translation>https://caltopo.com/m/ABC12</translation>
        </message>
    </context>
    <context>
        <name>MapSettings</name>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>&amp;Connection</source>
            <translation>Co&amp;nexión</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>&amp;Delete the map</source>
            <translation>Eliminar el &amp;mapa</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>&amp;Map</source>
            <translation>M&amp;apa</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>&amp;Sharing</source>
            <translation>Com&amp;partir</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>&amp;Title</source>
            <translation>&amp;Título</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>A map of the team</source>
            <translation>Un mapa del equipo</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>C&amp;hange</source>
            <translation>&amp;Cambiar</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>Change it</source>
            <translation>Cambiarlo</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>Delete it for everybody</source>
            <translation>Eliminarlo para todos</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>T&amp;ype its title</source>
            <translation>&amp;Escriba su título</translation>
        </message>
        <message>
            <location filename="../ui/map_settings.ui" />
            <source>What it holds is kept in a file on this computer first. Photos are not in that file, and nothing brings the map back under its link.</source>
            <translation>Lo que contiene se guarda antes en un archivo en este equipo. Las fotos no están en ese archivo, y nada devuelve el mapa a su enlace.</translation>
        </message>
    </context>
    <context>
        <name>NewMap</name>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>&amp;Base layers as on</source>
            <translation>Capas &amp;base como en</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>&amp;Folder</source>
            <translation>&amp;Carpeta</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>&amp;Sharing</source>
            <translation>Com&amp;partir</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>&amp;Title</source>
            <translation>&amp;Título</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>Backup file</source>
            <translation>Archivo de respaldo</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>Connectio&amp;n</source>
            <translation>Co&amp;nexión</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>Layers of this project</source>
            <translation>Capas de este proyecto</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>M&amp;ode</source>
            <translation>M&amp;odo</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>New CalTopo map</source>
            <translation>Nuevo mapa de CalTopo</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>One of the list, or an id or link</source>
            <translation>Uno de la lista, o un id o enlace</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>Open it &amp;here then</source>
            <translation>Abrirlo aquí &amp;después</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>Points become markers, lines and areas shapes, with their colours, each layer in a folder of its name.</source>
            <translation>Los puntos se convierten en marcadores, las líneas y áreas en formas, con sus colores, cada capa en una carpeta con su nombre.</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>Start &amp;with</source>
            <translation>&amp;Empezar con</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>T&amp;eam</source>
            <translation>E&amp;quipo</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>The other map</source>
            <translation>El otro mapa</translation>
        </message>
        <message>
            <location filename="../ui/new_map.ui" />
            <source>What CalTopo makes by itself, as tracks and photos, is left out and told.</source>
            <translation>Lo que CalTopo crea por sí mismo, como trazas y fotos, se omite y se indica.</translation>
        </message>
    </context>
    <context>
        <name>OpenMap</name>
        <message>
            <location filename="../ui/open_map.ui" />
            <source>Open CalTopo map</source>
            <translation>Abrir mapa de CalTopo</translation>
        </message>
    </context>
    <context>
        <name>Panel</name>
        <message>
            <location filename="../ui/panel.ui" />
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>&amp;Changes…</source>
            <translation>C&amp;ambios…</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>&amp;History…</source>
            <translation>&amp;Historial…</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>&amp;Live refresh every</source>
            <translation>Actua&amp;lizar en vivo cada</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>&amp;Open map…</source>
            <translation>Abrir &amp;mapa…</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>&amp;Push</source>
            <translation>&amp;Enviar</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>&amp;Refresh</source>
            <translation>Ac&amp;tualizar</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>&amp;Undo push…</source>
            <translation>&amp;Deshacer envío…</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>1. Open a map: choose it from your team's list, or paste the link from the browser. A public link needs no account; for team maps add a connection in the same window.

2. Edit its layers with the pencil, as any layer. Each save goes to the map by itself.

3. Watch here what colleagues change, what waits to be sent, and what is in conflict.

To try it out first, open the practice incident: nothing of it is ever sent.</source>
            <translation>1. Abra un mapa: elíjalo en la lista de su equipo o pegue el enlace del navegador. Un enlace público no necesita cuenta; para los mapas del equipo añada una conexión en la misma ventana.

2. Edite sus capas con el lápiz, como cualquier capa. Cada vez que guarda, los cambios van solos al mapa.

3. Vea aquí qué cambian sus colegas, qué espera a ser enviado y qué está en conflicto.

Para probarlo antes, abra el incidente de práctica: nada de él se envía nunca.</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Bring in by itself what colleagues change</source>
            <translation>Traer por sí solo lo que cambian los colegas</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Bring in what colleagues changed</source>
            <translation>Traer lo que cambiaron los colegas</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Click an entry to see it on the map</source>
            <translation>Haga clic en una entrada para verla en el mapa</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Con&amp;flicts…</source>
            <translation>Con&amp;flictos…</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Hel&amp;p</source>
            <translation>A&amp;yuda</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>No CalTopo map is open</source>
            <translation>No hay ningún mapa de CalTopo abierto</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Open maps</source>
            <translation>Mapas abiertos</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>P&amp;ractice incident</source>
            <translation>Incidente de p&amp;ráctica</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Past pushes, and former versions of objects</source>
            <translation>Envíos pasados y versiones anteriores de objetos</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Seconds between refreshes</source>
            <translation>Segundos entre actualizaciones</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Selected &amp;objects</source>
            <translation>&amp;Objetos seleccionados</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Send what was changed here to the map</source>
            <translation>Enviar al mapa lo que se cambió aquí</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Since &amp;when…</source>
            <translation>Desde &amp;cuándo…</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>Take the last push back, after showing what that does</source>
            <translation>Retirar el último envío, tras mostrar qué hace eso</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>What a push would send</source>
            <translation>Lo que un envío enviaría</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>What both a colleague and you changed</source>
            <translation>Lo que cambiaron tanto un colega como usted</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>What can be done with the objects that are selected</source>
            <translation>Lo que se puede hacer con los objetos seleccionados</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>What colle&amp;agues changed</source>
            <translation>&amp;Qué cambiaron los colegas</translation>
        </message>
        <message>
            <location filename="../ui/panel.ui" />
            <source>What is new, changed and gone since a moment, coloured on the map</source>
            <translation>Qué es nuevo, qué cambió y qué desapareció desde un momento, en color en el mapa</translation>
        </message>
    </context>
    <context>
        <name>Photos</name>
        <message>
            <location filename="../ui/photos.ui" />
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>&amp;Add…</source>
            <translation>&amp;Añadir…</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>&amp;Belong to</source>
            <translation>&amp;Pertenecen a</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>&amp;Folder</source>
            <translation>&amp;Carpeta</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>&amp;Longer side at most</source>
            <translation>&amp;Lado mayor, como máximo</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>&amp;Map</source>
            <translation>&amp;Mapa</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>&amp;Remove</source>
            <translation>&amp;Quitar</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>Drop pictures here, or add them. Each is put where its camera says it was taken; without that, where the object is that it belongs to. What is on the map already is not sent again.</source>
            <translation>Suelte imágenes aquí, o añádalas. Cada una se pone donde su cámara dice que se tomó; sin eso, donde está el objeto al que pertenece. Lo que ya está en el mapa no se envía otra vez.</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>One of the objects that are selected in the map's layers</source>
            <translation>Uno de los objetos seleccionados en las capas del mapa</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>Pictures</source>
            <translation>Imágenes</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>Send photos to CalTopo</source>
            <translation>Enviar fotos a CalTopo</translation>
        </message>
        <message>
            <location filename="../ui/photos.ui" />
            <source>as they are</source>
            <translation>como están</translation>
        </message>
    </context>
    <context>
        <name>PracticeCalls</name>
        <message>
            <location filename="../ui/practice_calls.ui" />
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <location filename="../ui/practice_calls.ui" />
            <source>Body of the call</source>
            <translation>Cuerpo de la llamada</translation>
        </message>
        <message>
            <location filename="../ui/practice_calls.ui" />
            <source>Call</source>
            <translation>Llamada</translation>
        </message>
        <message>
            <location filename="../ui/practice_calls.ui" />
            <source>Calls</source>
            <translation>Llamadas</translation>
        </message>
        <message>
            <location filename="../ui/practice_calls.ui" />
            <source>Object</source>
            <translation>Objeto</translation>
        </message>
        <message>
            <location filename="../ui/practice_calls.ui" />
            <source>Waits because</source>
            <translation>Espera porque</translation>
        </message>
        <message>
            <location filename="../ui/practice_calls.ui" />
            <source>What a push would send</source>
            <translation>Lo que un envío enviaría</translation>
        </message>
    </context>
    <context>
        <name>Reshape</name>
        <message>
            <location filename="../ui/reshape.ui" />
            <source> m</source>
            <translation> m</translation>
        </message>
        <message>
            <location filename="../ui/reshape.ui" />
            <source>&amp;Delete that one, if all worked</source>
            <translation>&amp;Eliminarlo si todo salió bien</translation>
        </message>
        <message>
            <location filename="../ui/reshape.ui" />
            <source>And what lies wit&amp;hin</source>
            <translation>Y lo que está de&amp;ntro</translation>
        </message>
    </context>
    <context>
        <name>SendLayer</name>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source> m</source>
            <translation> m</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>&amp;Folder of all</source>
            <translation>C&amp;arpeta de todos</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>&amp;Key of a feature</source>
            <translation>&amp;Clave de un objeto espacial</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>&amp;Layer</source>
            <translation>Ca&amp;pa</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>&amp;Names, key and outlines</source>
            <translation>&amp;Nombres, clave y contornos</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>&amp;Operational period of all</source>
            <translation>Período &amp;operacional de todos</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>&amp;become</source>
            <translation>se convier&amp;ten en</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>By this a later run knows a feature's object again; by its outline if empty</source>
            <translation>Con esto una ejecución posterior reconoce el objeto; si está vacío, por su contorno</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>First letter</source>
            <translation>Primera letra</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>First number</source>
            <translation>Primer número</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>Free l&amp;etters from</source>
            <translation>Letras libres &amp;desde</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>Free n&amp;umbers from</source>
            <translation>N&amp;úmeros libres desde</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>Most &amp;vertices of an outline</source>
            <translation>Má&amp;ximo de vértices de un contorno</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>One of the map's, or a title that will be made; for all features that do not say another one</source>
            <translation>Uno del mapa, o un título que se creará; para todos los objetos espaciales que no indiquen otro</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>P&amp;roperties</source>
            <translation>P&amp;ropiedades</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>Preview</source>
            <translation>Vista previa</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>S&amp;implify by up to</source>
            <translation>S&amp;implificar hasta</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>Selec&amp;ted features only</source>
            <translation>&amp;Solo objetos seleccionados</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>Send layer to CalTopo</source>
            <translation>Enviar capa a CalTopo</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>Take colours, &amp;widths and shapes from the layer</source>
            <translation>Tomar colores, anc&amp;hos y formas de la capa</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>What becomes of each feature</source>
            <translation>Qué será de cada objeto espacial</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>What is no lon&amp;ger in the layer</source>
            <translation>&amp;Lo que ya no está en la capa</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>not at all</source>
            <translation>nada</translation>
        </message>
        <message>
            <location filename="../ui/send_layer.ui" />
            <source>of the &amp;map</source>
            <translation>del &amp;mapa</translation>
        </message>
    </context>
</TS>
